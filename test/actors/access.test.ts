import { UserError } from "rivetkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forbidden } from "../../actors/access/identity.ts";
import { RateLimiter } from "../../actors/access/RateLimiter.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import type { Role } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { until } from "../contract/until.ts";
import { refused } from "../harness/refused.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

interface Params {
	readonly token?: string;
	readonly role?: Role;
	readonly expiresAt?: number;
	readonly issued?: unknown;
}

/** What `authenticate` was given as `issued`. */
const issued: unknown[] = [];

/** Tokens that are good now, and whose they are. */
const tokens = new Map([
	["ada", "Ada"],
	["ben", "Ben"],
]);
const banned = new Set<string>();
/** While it is there, `authenticate` has decided but not answered yet. */
let delay: { readonly asked: () => void; readonly over: Promise<void> } | null = null;

const logged: LogEntry[] = [];
let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer({
		onLog: (entry) => logged.push(entry),
		limits: { promptsPerMinute: 3, connectionsPerPerson: 2, attachmentBytesPerMinute: 30 },
		authenticate: ({ params, workspaceId }) => {
			const { token, role = "viewer", expiresAt, ...rest } = params as Params;
			if (rest.issued !== undefined) issued.push(rest.issued);
			if (token === "broken") throw new Error("The key of the token service is s3cret.");
			const name = tokens.get(token ?? "");
			if (!name || workspaceId === "elsewhere") return null;
			if (workspaceId === "private") throw forbidden();
			if (banned.has(name)) throw new UserError("Ada has sent you away.", { code: "forbidden" });
			const identity = { userId: name.toLowerCase(), name, role, expiresAt };
			delay?.asked();
			return delay ? delay.over.then(() => identity) : identity;
		},
	});
});
afterAll(() => server.stop());

const handle = (params: Params, workspaceId = "gate") =>
	server.client().workspace.getOrCreate([workspaceId], { params });

describe("an unauthenticated client", () => {
	test.each([
		["without a token", {}],
		["with a token of nobody", { token: "zoe" }],
	])("%s is refused everything", async (_name, params) => {
		const error = await refused(handle(params).getSessionInfo());
		expect(error).toMatchObject({ code: "unauthenticated", metadata: { hint: expect.any(String) } });
		const connection = handle(params).connect();
		connection.onError(() => undefined);
		expect((await refused(connection.getSessionInfo())).code).toBe("unauthenticated");
		await connection.dispose();
	});

	test("who is known but may not open the workspace is not asked to sign in", async () => {
		const error = await refused(handle({ token: "ada" }, "private").getSessionInfo());
		expect(error).toMatchObject({ code: "forbidden", message: "You don’t have access to this workspace." });
	});

	test("whose role does not exist is refused, and the log names the role", async () => {
		const error = await refused(handle({ token: "ada", role: "king" as Role }).getSessionInfo());
		expect(error).toMatchObject({ code: "unauthenticated", message: "The server couldn’t tell who you are." });
		expect(logged).toContainEqual(
			expect.objectContaining({
				event: "identity_invalid",
				fields: { part: "role", value: "king", expected: "viewer, commenter, editor, approver, owner" },
			}),
		);
	});

	test("whom `authenticate` does not know is in the log", async () => {
		logged.length = 0;
		await refused(handle({ token: "zoe" }).getSessionInfo());
		expect(logged).toMatchObject([{ level: "info", event: "authenticate_refused", workspaceId: "gate" }]);
	});

	test("whose access is over already is refused, and the log says when it ended", async () => {
		logged.length = 0;
		const inSeconds = Math.floor(Date.now() / 1_000) + 3_600;
		const error = await refused(handle({ token: "ada", expiresAt: inSeconds }).getSessionInfo());
		expect(error).toMatchObject({ code: "unauthenticated", message: "You’re not signed in to this workspace." });
		expect(logged).toMatchObject([
			{
				level: "warn",
				event: "identity_invalid",
				fields: {
					part: "expiresAt",
					value: inSeconds,
					expected: expect.stringMatching(/^a time after \d{13}, in milliseconds$/),
				},
			},
		]);
	});

	test("does not learn why `authenticate` failed", async () => {
		const error = await refused(handle({ token: "broken" }).getSessionInfo());
		expect(error.code).toBe("unauthenticated");
		expect(JSON.stringify([error.message, error.metadata])).not.toContain("s3cret");
	});
});

test("numbers of a page's params arrive as numbers, over a connection and in a single call", async () => {
	const sent = { at: 1_764_486_411_123, list: [2 ** 32, -(2 ** 40), 1.5, 7], large: Number.MAX_SAFE_INTEGER };
	issued.length = 0;
	const params = { token: "ada", role: "editor", expiresAt: Date.now() + 3_600_000, issued: sent } as const;
	await handle(params, "numbers").getSessionInfo();
	const connection = handle(params, "numbers").connect();
	await connection.getSessionInfo();
	await connection.dispose();
	expect(issued.length).toBeGreaterThanOrEqual(2);
	for (const arrived of issued) expect(arrived).toEqual(sent);
});

test("nobody can prompt in the name of another person", async () => {
	const ada = handle({ token: "ada", role: "editor" });
	expect((await refused(ada.prompt({ userId: "ben", text: "help" }))).code).toBe("forbidden");
	expect((await refused(ada.prompt({ userId: "ada", text: "" }))).code).toBe("prompt_empty");
});

/** A store as a browser has it, whose params are what `getToken` says each time it is asked. */
async function openStore(workspaceId: string, getToken: () => string, role: Role = "editor") {
	const opening = startStore(workspaceId, getToken, role);
	await opening.status("connected");
	return opening;
}

function startStore(workspaceId: string, getToken: () => string, role: Role) {
	const connect = connectRivet({
		workspaceId,
		endpoint: server.engine.endpoint,
		getParams: async () => ({ token: getToken(), role }),
	});
	const store = createWorkspaceStore({ workspaceId, connect, storage: null });
	const close = store.start();
	const status = (wanted: string) =>
		until(
			store.subscribe,
			() => (store.get().connectionStatus.status === wanted ? store.get().connectionStatus : null),
			wanted,
		);
	return { store, status, close };
}

const revoke = (workspaceId: string, userId: string) =>
	handle({ token: "ada", role: "owner" }, workspaceId).disconnectUser({ clientId: createClientId(), userId });

describe("an owner who disconnects a person", () => {
	test("closes all of their connections, and `authenticate` keeps them out", async () => {
		const windows = [await openStore("revoke", () => "ben"), await openStore("revoke", () => "ben")];
		const ada = await openStore("revoke", () => "ada", "owner");
		banned.add("Ben");
		expect(await revoke("revoke", "ben")).toEqual({ closed: 2 });
		for (const { status } of windows)
			expect(await status("refused")).toMatchObject({
				error: { code: "forbidden", message: "Ada has sent you away." },
			});
		expect((await refused(handle({ token: "ben" }, "revoke").getSessionInfo())).code).toBe("forbidden");
		await until(
			ada.store.subscribe,
			() => ada.store.get().participants.every(({ userId }) => userId !== "ben"),
			"Ben to be gone for Ada",
		);
		expect(ada.store.get().connectionStatus.status).toBe("connected");
		banned.delete("Ben");
		for (const { close } of [...windows, ada]) close();
	});

	test("closes also a connection that `authenticate` has accepted and that is not open yet", async () => {
		const ada = await openStore("opening", () => "ada", "owner");
		const { promise: asked, resolve: onAsked } = Promise.withResolvers<void>();
		const { promise: over, resolve: answer } = Promise.withResolvers<void>();
		delay = { asked: onAsked, over };
		const { status, close } = startStore("opening", () => "ben", "editor");
		await asked;
		delay = null;
		banned.add("Ben");
		await ada.store.disconnectUser("ben");
		answer();
		expect(await status("refused")).toMatchObject({ error: { message: "Ada has sent you away." } });
		banned.delete("Ben");
		for (const opened of [ada, { close }]) opened.close();
	});

	test("makes them authenticate again: a valid token reconnects, an expired one does not", async () => {
		let token = "first";
		tokens.set("first", "Ben").set("second", "Ben");
		const { store, status, close } = await openStore("expiry", () => token);
		tokens.delete("first");
		token = "second";
		await revoke("expiry", "ben");
		await status("reconnecting");
		await status("connected");
		tokens.delete("second");
		await revoke("expiry", "ben");
		expect(await status("refused")).toMatchObject({ error: { code: "unauthenticated" } });
		token = "ben";
		store.reconnect();
		await status("connected");
		close();
	});
});

describe("one person", () => {
	const limited = { code: "rate_limited", metadata: { hint: expect.stringMatching(/^Try again in \d+ s\.$/) } };

	test("a person who sends too many prompts learns when to retry, and other people are not affected", async () => {
		const ben = handle({ token: "ben", role: "editor" }, "rates");
		const codes = await Promise.all(
			[1, 2, 3].map(() => ben.prompt({ text: " " }).catch((error: { code: string }) => error.code)),
		);
		expect(codes).toEqual(["prompt_empty", "prompt_empty", "prompt_empty"]);
		expect(await refused(ben.prompt({ text: " " }))).toMatchObject(limited);
		expect((await refused(handle({ token: "ada", role: "editor" }, "rates").prompt({ text: " " }))).code).toBe(
			"prompt_empty",
		);
	});

	test("gets the response to a repeated prompt even over the limit and after losing the role", async () => {
		const ada = handle({ token: "ada", role: "editor" }, "repeats");
		const request = { clientId: "first", text: "help", whenBusy: "steer" as const };
		const receipt = await ada.prompt(request);
		const repeats = await Promise.all([1, 2, 3, 4].map(() => ada.prompt(request)));
		expect(repeats).toEqual([receipt, receipt, receipt, receipt]);
		for (const clientId of ["second", "third"]) await ada.prompt({ clientId, text: "help" });
		expect(await refused(ada.prompt({ clientId: "fourth", text: "help" }))).toMatchObject(limited);
		expect(await ada.prompt(request)).toEqual(receipt);
		const lowered = handle({ token: "ada", role: "viewer" }, "repeats");
		expect(await lowered.prompt(request)).toEqual(receipt);
		expect((await refused(lowered.prompt({ ...request, clientId: "fifth" }))).code).toBe("forbidden");
		expect((await refused(handle({ token: "ben" }, "repeats").prompt(request))).code).toBe("forbidden");
	});

	test("may repeat a chunk of a file without it counting twice", async () => {
		const ben = handle({ token: "ben", role: "editor" }, "pieces");
		const piece = { attachmentId: "a", name: "a.txt", mimeType: "text/plain", size: 64, data: "A".repeat(32) };
		for (let times = 0; times < 3; times++)
			expect((await ben.uploadAttachment({ ...piece, offset: 0 })).received).toBe(24);
	});

	test("is refused more bytes of attachments than the limit", async () => {
		const ben = handle({ token: "ben", role: "editor" }, "bytes");
		const piece = { attachmentId: "a", name: "a.txt", mimeType: "text/plain", size: 64, data: "A".repeat(32) };
		await ben.uploadAttachment({ ...piece, offset: 0 });
		const error = await refused(ben.uploadAttachment({ ...piece, offset: 24 }));
		expect(error).toMatchObject(limited);
		expect(error.metadata).toMatchObject({ retryAfterMs: expect.any(Number) });
	});

	test("is refused more connections than the limit until one closes", async () => {
		const windows = [await openStore("windows", () => "ben"), await openStore("windows", () => "ben")];
		const third = handle({ token: "ben" }, "windows").connect();
		third.onError(() => undefined);
		expect((await refused(third.getSessionInfo())).code).toBe("rate_limited");
		await third.dispose();
		const waiting = openStore("windows", () => "ben");
		for (const { close } of windows) close();
		(await waiting).close();
	});
});

describe("the rate limiter", () => {
	const limits = { actionsPerMinute: 60, promptsPerMinute: 0, attachmentBytesPerMinute: 600, presencePerMinute: 0 };

	function start() {
		let time = 0;
		const limiter = new RateLimiter({ limits, now: () => time });
		const isTaken = (userId: string, rate: "actions" | "prompts" | "attachmentBytes", amount?: number) => {
			try {
				limiter.consume(userId, rate, amount);
				return true;
			} catch {
				return false;
			}
		};
		return { limiter, isTaken, pass: (ms: number) => (time += ms) };
	}

	test("lets a minute's worth through at once, and then as much as drains", () => {
		const { limiter, isTaken, pass } = start();
		for (let count = 0; count < 60; count++) expect(isTaken("ada", "actions")).toBe(true);
		expect(() => limiter.consume("ada", "actions")).toThrow(
			expect.objectContaining({
				facts: { retryAfterMs: 1_000 },
				info: expect.objectContaining({ hint: "Try again in 1 s." }),
			}),
		);
		expect(isTaken("ben", "actions")).toBe(true);
		pass(1_000);
		expect(isTaken("ada", "actions")).toBe(true);
		expect(isTaken("ada", "actions")).toBe(false);
	});

	test("treats 0 as no limit, and accepts a larger amount if the bucket is empty", () => {
		const { isTaken, pass } = start();
		for (let count = 0; count < 1_000; count++) expect(isTaken("ada", "prompts")).toBe(true);
		expect(isTaken("ada", "attachmentBytes", 1_200)).toBe(true);
		pass(60_000);
		expect(isTaken("ada", "attachmentBytes", 1)).toBe(false);
		pass(60_000);
		expect(isTaken("ada", "attachmentBytes", 600)).toBe(true);
	});

	test("evicts no bucket that is not drained, however many there are", () => {
		const { isTaken, pass } = start();
		for (let count = 0; count < 60; count++) isTaken("ada", "actions");
		for (let person = 0; person < 2_000; person++) isTaken(`person ${person}`, "actions");
		expect(isTaken("ada", "actions")).toBe(false);
		pass(120_000);
		expect(isTaken("ada", "actions")).toBe(true);
	});
});
