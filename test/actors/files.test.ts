import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIMITS, type ProcessOutput } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { writeFiles } from "../harness/writeFiles.ts";

const run = promisify(execFile);
const LINES = 60_000;

let folder: string;
let sandbox: SandboxServer;
let server: WorkspaceServer;
let ada: Visitor;
let workspace: Visitor["workspace"];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-files-"));
	await prepareFolder(join(folder, "work"));
	sandbox = await startSandboxServer(join(folder, "agents"));
	const { baseUrl, token } = sandbox;
	const limits = { sandboxReadTimeoutMs: 2_000, retryBaseMs: 60_000, streamReconnectTimeoutMs: 500 };
	server = await startWorkspaceServer({ sandbox: { baseUrl, token }, cwd: join(folder, "work"), limits });
	ada = await server.join("files", { userId: "ada", name: "Ada" });
	await ada.until(({ session }) => session.state.status === "ready", "the sandbox to be there");
	workspace = ada.workspace;
});
afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true });
});

async function prepareFolder(work: string): Promise<void> {
	await writeFiles(work, {
		"src/app.ts": "one\ntwo\n",
		"src/with space.md": "# Spaces\n",
		"node_modules/left-out/index.js": "",
		"long.log": Array.from({ length: LINES }, (_, index) => `line ${index + 1} – ü\n`).join(""),
		"one-line.json": `"${"ä".repeat(LIMITS.filePageBytes)}"`,
		"page.bin": new Uint8Array([1, 0, 2]),
		"latin.txt": new Uint8Array([0x67, 0x72, 0xfc, 0xdf]),
	});
	await writeFile(join(work, "../secret.txt"), "the secret");
	await mkdir(join(work, "../work-of-others"));
	await symlink("../secret.txt", join(work, "leak.txt"));
	await symlink("../work-of-others", join(work, "leak"));
	await symlink("src/app.ts", join(work, "linked.ts"));
	await symlink("nowhere", join(work, "broken.ts"));
	await run("git", ["init", "--quiet"], { cwd: work });
	await writeFile(join(work, ".gitignore"), "*.log\n");
}

/** Starts a process in the sandbox, as a program beside the agent would. */
async function start(script: string): Promise<string> {
	const response = await fetch(`${sandbox.baseUrl}/v1/processes`, {
		method: "POST",
		headers: { authorization: `Bearer ${sandbox.token}`, "content-type": "application/json" },
		body: JSON.stringify({ command: "sh", args: ["-c", script], cwd: folder }),
	});
	const { id }: { id: string } = await response.json();
	return id;
}

describe("files", () => {
	test("are listed with their metadata, folders first", async () => {
		const { entries, path } = await workspace.listFiles({ path: "" });
		expect(path).toBe("");
		expect(entries.slice(0, 3).map(({ name, kind }) => `${kind} ${name}`)).toEqual([
			"folder .git",
			"folder node_modules",
			"folder src",
		]);
		const page = entries.find(({ name }) => name === "page.bin");
		expect(page).toEqual({ name: "page.bin", kind: "file", size: 3, modifiedAt: expect.any(Number) });
		expect(Math.abs(Date.now() - (page?.modifiedAt ?? 0))).toBeLessThan(600_000);
	});

	test("are read page by page, whatever their length, with the number of each page's first line", async () => {
		let text = "";
		let pages = 0;
		for (let offset: number | null = 0; offset !== null; pages += 1) {
			const page = await workspace.readFile({ path: "long.log", offset });
			if (page.kind !== "text") throw new Error(`It is ${page.kind}.`);
			expect(page.line).toBe(text.split("\n").length);
			text += page.text;
			offset = page.nextOffset;
		}
		expect(pages).toBeGreaterThan(5);
		expect(text.split("\n")).toHaveLength(LINES + 1);
		expect(text.endsWith(`line ${LINES} – ü\n`)).toBe(true);
		expect(text).not.toContain("\uFFFD");
	});

	test("that are one long line are split between two characters", async () => {
		const first = await workspace.readFile({ path: "one-line.json" });
		if (first.kind !== "text") throw new Error(`It is ${first.kind}.`);
		const second = await workspace.readFile({ path: "one-line.json", offset: first.nextOffset ?? 0 });
		if (second.kind !== "text") throw new Error(`It is ${second.kind}.`);
		expect(first.text + second.text).not.toContain("\uFFFD");
		expect(second.line).toBe(1);
	});

	test("that are not UTF-8 text are reported as such", async () => {
		expect(await workspace.readFile({ path: "page.bin" })).toMatchObject({ kind: "binary", size: 3 });
		expect(await workspace.readFile({ path: "latin.txt" })).toMatchObject({ kind: "binary", mimeType: "text/plain" });
	});

	test("can be read by an absolute path, and through a link that stays inside", async () => {
		const absolute = await workspace.readFile({ path: join(folder, "work/src/app.ts") });
		expect(absolute).toMatchObject({ path: "src/app.ts", text: "one\ntwo\n" });
		expect(await workspace.readFile({ path: "linked.ts" })).toMatchObject({ path: "linked.ts", text: "one\ntwo\n" });
	});

	test.each(["../secret.txt", "src/../../secret.txt", "leak.txt", "/etc/passwd", "/proc/self/environ"])(
		"do not leave the workspace's folder (%s)",
		async (path) => {
			const error = await refused(workspace.readFile({ path }));
			expect(error).toMatchObject({ code: "invalid_argument", metadata: { hint: expect.any(String) } });
			expect(JSON.stringify([error.message, error.metadata])).not.toContain(folder);
		},
	);

	test("are refused in a sibling folder with the same prefix, through a link there, and with an empty path", async () => {
		expect((await refused(workspace.listFiles({ path: join(folder, "work-of-others") }))).code).toBe(
			"invalid_argument",
		);
		expect((await refused(workspace.listFiles({ path: "leak" }))).code).toBe("invalid_argument");
		expect((await refused(workspace.readFile({ path: "broken.ts" }))).code).toBe("not_found");
		expect((await refused(workspace.readFile({ path: "src\0" }))).code).toBe("invalid_argument");
		expect((await refused(workspace.readFile({ path: "$(touch x)'\"`; ls" }))).code).toBe("not_found");
	});

	test("are found by a part of their path, without ignored files, `.git` and `node_modules`", async () => {
		const find = async (query: string) => (await workspace.findFiles({ query })).paths;
		expect(await find("app")).toEqual(["src/app.ts"]);
		expect(await find("sp.md")).toEqual(["src/with space.md"]);
		expect(await find("index.js")).toEqual([]);
		expect(await find("long")).toEqual([]);
		expect(await find(".git/")).toEqual([]);
	});
});

describe("a prompt that mentions files", () => {
	test("gives the agent links to the files that exist", async () => {
		const sent: unknown[] = [];
		workspace.on("session.event", (event) => {
			const { method, params } = (event as { payload: { method?: string; params?: { prompt?: unknown } } }).payload;
			if (method === "session/prompt") sent.push(params?.prompt);
		});
		const text = 'help: see @src/app.ts, @"src/with space.md", @../secret.txt, @leak.txt and @nobody (ada@src/app.ts)';
		await ask(ada, text);
		const base = `file://${folder}/work`;
		expect(sent).toEqual([
			[
				{ type: "text", text },
				expect.objectContaining({ type: "resource_link", uri: `${base}/src/app.ts`, name: "app.ts" }),
				expect.objectContaining({ type: "resource_link", uri: `${base}/src/with%20space.md` }),
			],
		]);
	});
});

describe("processes", () => {
	test("are listed, and their output can be followed to the end", async () => {
		const id = await start("printf 'gr\\303'; sleep 0.3; printf '\\274\\033[31mred\\033[0m\\n'; exit 3");
		let text = "";
		let after: number | undefined;
		let last: ProcessOutput | undefined;
		await waitFor(async () => {
			last = await workspace.readProcess({ processId: id, after });
			after = last.after;
			text += last.text;
			return last.process.status === "exited" && last.text === "";
		}, "the process to end");
		expect(text).toBe("grü\u001b[31mred\u001b[0m\n");
		expect(last).toMatchObject({ process: { exitCode: 3, endedAt: expect.any(Number) }, hasMore: false });
		const { processes } = await workspace.listProcesses();
		expect(processes).toEqual([expect.objectContaining({ id, status: "exited", exitCode: 3 })]);
		expect((await refused(workspace.readProcess({ processId: "../agents" }))).code).toBe("not_found");
	});

	test("do not show a key that is in their command line", async () => {
		await start("exit # sk-ant-0123456789abcdef");
		const { processes } = await workspace.listProcesses();
		expect(JSON.stringify(processes)).toContain("[redacted]");
		expect(JSON.stringify(processes)).not.toContain("0123456789abcdef");
	});

	test("with endless output are read in pages that fit the wire", async () => {
		const id = await start("yes 0123456789012345678901234567890123456789 | head -c 600000");
		await waitFor(async () => (await workspace.readProcess({ processId: id })).process.status === "exited", "its end");
		const end = await workspace.readProcess({ processId: id });
		expect(end).toMatchObject({ skipped: true, hasMore: false });
		let length = 0;
		for (let page = await workspace.readProcess({ processId: id, after: 0 }); ; ) {
			length += page.text.length;
			expect(page.text.length).toBeLessThanOrEqual(LIMITS.filePageBytes);
			if (!page.hasMore) break;
			page = await workspace.readProcess({ processId: id, after: page.after });
		}
		expect(length).toBe(600_000);
	});
});

test("a read without a sandbox is refused in time, says why, and blocks nothing", async () => {
	await sandbox.stop();
	const error = await refused(workspace.listFiles({ path: "" }));
	expect(["sandbox_unreachable", "session_not_ready"]).toContain(error.code);
	expect(error.metadata).toMatchObject({ hint: expect.any(String) });
	await ada.until(({ session }) => session.state.status === "failed", "the sandbox to count as lost");
	const requests = [workspace.listFiles({ path: "" }), workspace.findFiles({ query: "" }), workspace.listProcesses()];
	for (const refusal of await Promise.all(requests.map(refused)))
		expect(refusal).toMatchObject({ code: "session_not_ready", metadata: { hint: expect.any(String) } });
	expect(ada.seen().session.state).toMatchObject({ status: "failed" });
});
