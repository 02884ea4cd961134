import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceFolder } from "../../actors/files/WorkspaceFolder.ts";
import { SESSION_LIMITS } from "../../actors/limits/sessionLimits.ts";
import { openSandbox } from "../../actors/sandbox/openSandbox.ts";
import { DEFAULT_ROLE_TABLE, type Role } from "../../src/protocol/index.ts";
import { refusalOfHiddenFiles } from "../../src/rules/hiddenFiles.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { writeFiles } from "../harness/writeFiles.ts";

const run = promisify(execFile);

let folder: string;
let sandbox: SandboxServer;
let server: WorkspaceServer;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-hidden-"));
	await prepareFolder(join(folder, "work"));
	sandbox = await startSandboxServer(join(folder, "agents"));
	const { baseUrl, token } = sandbox;
	server = await startWorkspaceServer({
		sandbox: { baseUrl, token },
		cwd: join(folder, "work"),
		authenticate: ({ params }) => ({ userId: "ben", name: "Ben", ...(params as { readonly role: Role }) }),
	});
});
afterAll(async () => {
	await server.stop();
	await sandbox.stop();
	await rm(folder, { recursive: true });
});

/** A repository with hidden files, links to them, and a repository in it that the outer one knows nothing about. */
async function prepareFolder(work: string): Promise<void> {
	await writeFiles(work, {
		".gitignore": "*.secret\n/build/\nvendor/private/\n",
		".env": "TOKEN=1\n",
		"README.md": "# Read me\n",
		"deploy.secret": "password\n",
		"tracked.secret": "an example\n",
		"build/out.js": "built\n",
		"src/app.ts": "app\n",
		"src/.hidden/deep/a.txt": "deep\n",
		"src/.gitignore": "local.json\n",
		"src/local.json": "{}\n",
		"-n.secret": "an option\n",
		":(glob)*.secret": "a pattern\n",
		"vendor/lib/.gitignore": "cache/\n",
		"vendor/lib/index.js": "lib\n",
		"vendor/lib/cache/token.txt": "token\n",
		"vendor/private/index.js": "private\n",
		"vendor/private/.gitignore": "",
		".workspace-chat/attachments/.gitignore": "*\n",
		".workspace-chat/attachments/notes.txt": "attached\n",
	});
	await symlink(".env", join(work, "link-to-env.txt"));
	await symlink("build/out.js", join(work, "link-to-out.js"));
	await symlink("build", join(work, "link-to-build"));
	await symlink("../../.env", join(work, ".workspace-chat/attachments/trick.txt"));
	for (const repository of [work, join(work, "vendor/lib"), join(work, "vendor/private")]) {
		await run("git", ["init", "--quiet"], { cwd: repository });
	}
	await run("git", ["add", "-f", "tracked.secret"], { cwd: work });
}

/** A folder in the sandbox, as the actor opens it. */
async function openFolder(cwd: string, { baseUrl, token }: SandboxServer = sandbox): Promise<WorkspaceFolder> {
	const { signal } = new AbortController();
	const place = { sandbox: { baseUrl, token }, cwd, workspaceId: "files", sandboxId: null };
	return new WorkspaceFolder(await openSandbox({ ...place, limits: SESSION_LIMITS, signal }), 5_000);
}

async function enter(role: Role): Promise<Visitor["workspace"]> {
	const visitor = await server.join("files", { role });
	await visitor.until(({ session }) => session.state.status === "ready", "the sandbox to be there");
	return visitor.workspace;
}

const namesIn = async (workspace: Visitor["workspace"], path: string) =>
	(await workspace.listFiles({ path })).entries.map(({ name }) => name);

test("a viewer sees and reads what Git keeps, and nothing hidden", async () => {
	const viewer = await enter("viewer");
	expect(await namesIn(viewer, "")).toEqual([
		"src",
		"vendor",
		"link-to-build",
		"link-to-env.txt",
		"link-to-out.js",
		"README.md",
		"tracked.secret",
	]);
	expect(await namesIn(viewer, "src")).toEqual(["app.ts"]);
	expect(await namesIn(viewer, "vendor")).toEqual(["lib"]);
	expect(await namesIn(viewer, "vendor/lib")).toEqual(["index.js"]);
	for (const path of ["README.md", "src/app.ts", "tracked.secret", "vendor/lib/index.js"]) {
		expect(await viewer.readFile({ path })).toMatchObject({ kind: "text", path });
	}
	expect(await viewer.readFile({ path: ".workspace-chat/attachments/notes.txt" })).toMatchObject({
		text: "attached\n",
	});
});

test("a viewer is refused hidden files, by every path that leads to them", async () => {
	const viewer = await enter("viewer");
	const files = [
		".env",
		"./.env",
		"src/.hidden/deep/a.txt",
		".git/config",
		"vendor/lib/.git/config",
		join(folder, "work/.env"),
		join(folder, "work/.missing"),
		"deploy.secret",
		"-n.secret",
		":(glob)*.secret",
		"build/out.js",
		"src/local.json",
		"vendor/lib/cache/token.txt",
		"vendor/private/index.js",
		"link-to-env.txt",
		"link-to-out.js",
		"link-to-build/out.js",
		".workspace-chat/attachments/trick.txt",
		".workspace-chat/attachments/.gitignore",
	];
	for (const path of files) {
		const { code } = await refused(viewer.readFile({ path }));
		expect([path, code]).toEqual([path, "forbidden"]);
	}
	for (const path of ["src/.hidden", ".git", "build", "link-to-build", "vendor/private", "vendor/lib/cache"]) {
		const { code } = await refused(viewer.listFiles({ path }));
		expect([path, code]).toEqual([path, "forbidden"]);
	}
	for (const query of ["env", "secret", "hidden", "local", "token", "private", "out.js"]) {
		const { paths } = await viewer.findFiles({ query });
		expect(paths.filter((path) => !path.startsWith("link-to") && path !== "tracked.secret")).toEqual([]);
	}
});

test("an editor sees and reads them, except for our own folder in listings", async () => {
	const editor = await enter("editor");
	expect(await namesIn(editor, "")).toEqual(expect.arrayContaining([".git", ".env", "build", "deploy.secret"]));
	expect(await namesIn(editor, "")).not.toContain(".workspace-chat");
	for (const path of [".env", "build/out.js", "src/local.json", "vendor/private/index.js", "link-to-env.txt"]) {
		expect(await editor.readFile({ path })).toMatchObject({ kind: "text" });
	}
	expect((await editor.findFiles({ query: ".env" })).paths).toEqual([".env"]);
});

test("a mention links what a viewer may read, unless hidden files are for everybody who prompts", async () => {
	const opened = await openFolder(join(folder, "work"));
	const open = ["README.md", "tracked.secret", "vendor/lib/index.js", ".workspace-chat/attachments/notes.txt"];
	const hidden = [
		".env",
		"deploy.secret",
		"link-to-env.txt",
		"link-to-out.js",
		".workspace-chat/attachments/trick.txt",
	];
	const text = [...open, ...hidden].map((path) => `@${path}`).join(" ");
	const linked = async (withHidden: boolean) => {
		const links = await opened.linkMentions(text, withHidden);
		return links.map(({ uri }) => uri.slice(`file://${folder}/work/`.length));
	};
	expect(await linked(false)).toEqual(open);
	expect(await linked(true)).toEqual([...open, ...hidden]);
});

test("a folder that a repository around it ignores has its files, for everybody", async () => {
	const outer = join(folder, "outer");
	await writeFiles(outer, { ".gitignore": "data/\n", "data/notes.txt": "notes\n", "data/.env": "TOKEN=1\n" });
	await run("git", ["init", "--quiet"], { cwd: outer });
	const opened = await openFolder(join(outer, "data"));
	const hidden = refusalOfHiddenFiles(DEFAULT_ROLE_TABLE, "viewer");
	expect((await opened.find({ query: "" }, hidden)).paths).toEqual(["notes.txt"]);
	expect((await opened.find({ query: "notes" }, null)).paths).toEqual(["notes.txt"]);
});

test("where Git is missing, a viewer sees nothing of a repository, and everything else", async () => {
	const bin = join(folder, "bin");
	await mkdir(bin);
	for (const program of ["sh", "readlink", "find"]) await symlink(await pathOf(program), join(bin, program));
	const withoutGit = await startSandboxServer(join(folder, "agents"), { environment: { PATH: bin } });
	try {
		const hidden = refusalOfHiddenFiles(DEFAULT_ROLE_TABLE, "viewer");
		const repository = await openFolder(join(folder, "work"), withoutGit);
		await expect(repository.read({ path: "deploy.secret" }, hidden)).rejects.toMatchObject({ code: "forbidden" });
		expect((await repository.list("", hidden)).entries).toEqual([]);
		expect((await repository.find({ query: "secret" }, hidden)).paths).toEqual([]);
		expect(await repository.read({ path: "deploy.secret" }, null)).toMatchObject({ kind: "text" });
		const plain = await openFolder(join(folder, "work/src"), withoutGit);
		expect((await plain.list("", hidden)).entries.map(({ name }) => name)).toContain("app.ts");
	} finally {
		await withoutGit.stop();
	}
});

async function pathOf(program: string): Promise<string> {
	return (await run("sh", ["-c", `command -v ${program}`])).stdout.trim();
}
