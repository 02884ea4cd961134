import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkspaceAdmin } from "../../actors/admin/WorkspaceAdmin.ts";
import { ensurePool, findPool } from "../../actors/server/enginePool.ts";
import { EngineNode } from "../harness/engineNode.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";

const COMMAND = join(import.meta.dirname, "../../cli/main.ts");
const KEY = "of-the-host's-own-programs-1234567890";

let folder: TestEngine;
/** An engine that had a server, and has none now. */
let engine: EngineNode;
let admin: WorkspaceAdmin;
beforeAll(async () => {
	folder = await prepareTestEngine();
	engine = await EngineNode.start({ folder: join(folder.folder, "engine") });
	await ensurePool(findPool(engine.endpoint, {}));
	admin = new WorkspaceAdmin({ adminKey: KEY, endpoint: engine.endpoint });
	await admin.createWorkspace("acme/web");
	await writeFile(join(folder.folder, "backup.jsonl"), "{}\n");
});
afterAll(async () => {
	await admin.dispose();
	await engine.end("SIGKILL");
	await folder.stop();
});

async function outcomeOf(...args: readonly string[]) {
	await using program = new ProgramProcess(COMMAND, {
		cwd: folder.folder,
		args,
		env: { RIVET_ENDPOINT: engine.endpoint, WORKSPACE_CHAT_ADMIN_KEY: KEY },
	});
	return { exitCode: await program.exit(), output: program.output };
}

const NO_SERVER =
	"error no_server: No server is connected to the Rivet engine, so no workspace can be opened.\n  Start one: `node server.mts`.\n";

test("without a server export and import say so instead of waiting for one, and an import creates nothing", async () => {
	expect(await outcomeOf("export", "acme/web")).toEqual({ exitCode: 1, output: NO_SERVER });
	expect(await outcomeOf("import", "acme/new", "backup.jsonl")).toEqual({ exitCode: 1, output: NO_SERVER });
	await expect(admin.destroyWorkspace("acme/new")).rejects.toMatchObject({ code: "not_found" });
	await expect(admin.destroyWorkspace("acme/web")).rejects.toMatchObject({ code: "no_server" });
	await expect(admin.erasePerson("acme/web", "ada")).rejects.toMatchObject({ code: "no_server" });
});

test("a workspace that does not exist is one sentence, and nothing of Rivet's log", async () => {
	expect(await outcomeOf("export", "acme/nowhere")).toEqual({
		exitCode: 1,
		output:
			"error not_found: There is no workspace “acme/nowhere”.\n  Check the id, and by RIVET_ENDPOINT and RIVET_TOKEN that this is the engine that has it.\n",
	});
});
