import { expect, test } from "vitest";
import type { SessionRequest, SessionSetup } from "../../actors/options/sessionOption.ts";
import { ADA, type EquippedWorkspace, equipWorkspaces } from "../harness/equippedWorkspace.ts";

const open = equipWorkspaces();

const STDIO = {
	name: "issues",
	command: "node",
	args: ["/srv/issues.mjs"],
	env: [{ name: "KEY", value: "of-issues" }],
};
const REMOTE = { type: "http", name: "docs", url: "https://docs.example/mcp", headers: [] } as const;
const FULL: SessionSetup = {
	mcpServers: [STDIO, REMOTE],
	systemPrompt: "Be brief.",
	meta: { acme: { team: 7 } },
	additionalDirectories: ["/srv/shared"],
	env: { ACME_REGION: "north" },
	mode: "plan",
	model: "steady",
	options: { fast: true },
};

test("gives the agent all that the host says, for whom it is opened, before the first prompt", async () => {
	const asked: SessionRequest[] = [];
	const used = await open({
		async session(request) {
			asked.push(request);
			return FULL;
		},
	});
	const { requests, env, mode, model, isFast } = await used.report();
	expect(requests).toMatchObject([
		{
			method: "session/new",
			params: {
				mcpServers: [STDIO, REMOTE],
				systemPrompt: { mode: "append", content: [{ type: "text", text: "Be brief." }] },
				_meta: { acme: { team: 7 } },
				additionalDirectories: ["/srv/shared"],
			},
		},
	]);
	expect(env).toMatchObject({ ACME_REGION: "north" });
	expect({ mode, model, isFast }).toEqual({ mode: "plan", model: "steady", isFast: true });
	expect(asked).toEqual([{ workspaceId: "local", by: { userId: "ada", name: "Ada" }, agent: "mock" }]);
	expect((await used.items()).filter(({ kind }) => kind === "notice" || kind === "event")).toEqual([]);
});

test("gives it again when the agent restores its session, and asks the host again", async () => {
	let prompts = 0;
	const session = () => ({
		mcpServers: [STDIO],
		systemPrompt: { override: `Version ${++prompts}` },
		env: { N: `${prompts}` },
	});
	const first = await open({ flags: "--resume", session });
	await first.report();
	await first.workspace.sleep();
	const second = await open({ flags: "--resume", session }, first.db);
	const { requests, env } = await second.report();
	expect(requests).toMatchObject([
		{
			method: "session/resume",
			params: {
				mcpServers: [STDIO],
				systemPrompt: { mode: "override", content: [{ type: "text", text: "Version 2" }] },
				sessionId: "equipped",
			},
		},
	]);
	expect(env.N).toBe("2");
});

test("says once what the agent cannot use or does not offer, and gives it the rest", async () => {
	const session = { ...FULL, mode: "yolo", options: { fast: true, colour: "red" } };
	const first = await open({ flags: "--plain", session });
	const { requests, ...settings } = await first.report();
	expect(requests[0]?.params).toMatchObject({ mcpServers: [STDIO], _meta: { systemPrompt: { append: "Be brief." } } });
	expect(requests[0]?.params).not.toHaveProperty("additionalDirectories");
	expect(settings).toMatchObject({ mode: "ask", model: "steady", isFast: true });
	await first.workspace.sleep();
	const second = await open({ flags: "--plain", session }, first.db);
	await second.report();
	const notices = (await second.items()).filter(({ kind }) => kind === "notice");
	expect(notices).toMatchObject([
		{
			code: "setup_not_taken",
			level: "warning",
			message: expect.stringContaining("MCP server docs, additional directories, mode yolo, and colour red"),
		},
	]);
});

test("what people choose later wins over what a session starts with", async () => {
	const session = { mode: "plan", model: "steady" };
	const first = await open({ session });
	await first.report();
	await first.workspace.settingsChanger.change(ADA, { clientId: "set", configId: "model", value: "swift" });
	await first.workspace.sleep();
	const second = await open({ session }, first.db);
	expect(await second.report()).toMatchObject({ mode: "plan", model: "swift" });
	expect((await second.items()).filter(({ kind }) => kind === "event")).toHaveLength(1);
});

test("modes and models in ACP's older ways can be started with and chosen, too", async () => {
	const first = await open({ flags: "--old", session: { mode: "plan", model: "steady" } });
	expect(await first.report()).toMatchObject({ mode: "plan", model: "steady" });
	const shown = ({ workspace }: EquippedWorkspace) =>
		workspace.sessionStore.get().configOptions.map(({ id, value, choices }) => [id, value, choices.length]);
	expect(shown(first)).toEqual([
		["mode", "plan", 3],
		["model", "steady", 2],
	]);
	await first.workspace.settingsChanger.change(ADA, { clientId: "set", configId: "model", value: "swift" });
	await first.workspace.sleep();
	const second = await open({ flags: "--old", session: { mode: "plan", model: "steady" } }, first.db);
	expect(await second.report()).toMatchObject({ mode: "plan", model: "swift" });
	expect(shown(second)).toEqual([
		["mode", "plan", 3],
		["model", "swift", 2],
	]);
});

test.each([
	["throws", () => Promise.reject(new Error("no vault at vault-secret-1")), undefined],
	["returns nothing", () => undefined, "It must be Object."],
	["returns garbage", () => ({ env: { KEY: 7_777_777 } }), "`env.KEY` must be string."],
	["returns what nobody knows", () => ({ colour: "a-secret-colour" }), "`colour` is unknown."],
	[
		"names a relative folder",
		() => ({ additionalDirectories: ["secret"] }),
		"`additionalDirectories.0` must be an absolute path.",
	],
])(
	"a function that %s keeps the agent from starting: people see why, and no value of the host's",
	async (_name, session, detail) => {
		const lines: unknown[] = [];
		const used = await open({ session: session as () => SessionSetup, onLog: (entry) => void lines.push(entry) });
		used.workspace.sessionKeeper.ensureOpen();
		const error = await used.untilFailed();
		expect(error).toMatchObject({ code: "session_setup_failed" });
		expect(error?.detail).toBe(detail);
		expect(JSON.stringify([error, await used.items()])).not.toMatch(/secret|7777777/);
		expect(lines).toContainEqual(expect.objectContaining({ event: "session_setup_failed" }));
	},
);

test("refuses environment variables for a sandbox that cannot have any", async () => {
	const sandbox = { baseUrl: "http://127.0.0.1:1" };
	const used = await open({ sandbox, session: { env: { KEY: "of-the-host" } } });
	used.workspace.sessionKeeper.ensureOpen();
	expect(await used.untilFailed()).toMatchObject({ code: "session_setup_failed", hint: /Only local\(\)/ });
});

test("another environment restarts the server, the same one keeps it", async () => {
	let region = "north";
	const used = await open({ session: () => ({ env: { ACME_REGION: region } }) });
	const ids = [];
	for (const next of ["north", "south"]) {
		region = next;
		used.workspace.sessionKeeper.reconnect();
		expect((await used.report()).env.ACME_REGION).toBe(next);
		ids.push(used.workspace.sessionStore.get().sandboxId);
	}
	used.workspace.sessionKeeper.reconnect();
	await used.report();
	ids.push(used.workspace.sessionStore.get().sandboxId);
	expect(ids[0]).not.toBe(ids[1]);
	expect(ids[1]).toBe(ids[2]);
});

test("an MCP server of the host runs in the sandbox, and the agent calls its tool", async () => {
	const file = new URL("../../examples/mcp/onCallServer.mjs", import.meta.url).pathname;
	const env = [{ name: "ON_CALL", value: "Grace" }];
	const server = { name: "on-call", command: process.execPath, args: [file], env };
	const used = await open({ session: () => ({ mcpServers: [server] }) });
	expect(await used.say("call on-call who_is_on_call")).toBe("On call: Grace");
});

const CANARIES = [
	"canary-env-5f1",
	"canary-argument-5f2",
	"canary-variable-5f3",
	"canary-header-5f4",
	"canary-url-5f5",
];
const SECRET: SessionSetup = {
	env: { ACME_TOKEN: "canary-env-5f1" },
	mcpServers: [
		{ ...STDIO, args: ["--token=canary-argument-5f2"], env: [{ name: "KEY", value: "canary-variable-5f3" }] },
		{
			...REMOTE,
			url: "https://docs.example/mcp?key=canary-url-5f5",
			headers: [{ name: "Authorization", value: "Bearer canary-header-5f4" }],
		},
	],
};

/** All that a database holds. */
async function dump({ db }: EquippedWorkspace): Promise<string> {
	const tables = (await db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")) as { name: string }[];
	return JSON.stringify(await Promise.all(tables.map(({ name }) => db.execute(`SELECT * FROM ${name}`))));
}

test.each(["", "--quotes"])("no secret of the setup is stored, sent to people or logged %s", async (flags) => {
	const seen: unknown[] = [];
	const used = await open({ flags, session: SECRET, onLog: (entry) => void seen.push(entry) });
	const { events, sessionStore, sessionKeeper } = used.workspace;
	events.on("batchReady", (batch) => void seen.push(batch));
	events.on("sessionEventReceived", (event) => void seen.push(event));
	if (flags === "--quotes") {
		sessionKeeper.ensureOpen();
		expect((await used.untilFailed())?.detail).toContain("Cannot use");
	} else expect(await used.say("fail")).toContain("[redacted]");
	await used.workspace.sleep();
	seen.push(sessionStore.get(), await dump(used));
	const everything = JSON.stringify(seen);
	expect(everything).toContain("Cannot use");
	for (const canary of CANARIES) expect(everything).not.toContain(canary);
});
