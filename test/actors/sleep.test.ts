import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { ask } from "../harness/ask.ts";
import { timelineOf } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer({ limits: { sleepAfterMs: 1_000 }, onLog: (entry) => lines.push(entry) });
});
afterAll(() => server.stop());

const ADA = { userId: "ada", name: "Ada" };
const happened = (event: string) => waitFor(() => lines.some((line) => line.event === event), event);

test("a turn continues with nobody connected; then the workspace sleeps, and wakes unchanged", async () => {
	const ada = await server.join("sleep", ADA);
	const before = await ask(ada, "edit");
	const { promptId } = await ada.workspace.prompt({ text: "long 25" });
	const { session, epoch } = await ada.until((seen) => seen.turn && seen, "the turn to begin");
	await ada.leave();
	await happened("workspace_slept");

	const back = await server.join("sleep", ADA);
	expect(back.seen().epoch).toBe(epoch + 1);
	const { sandboxId, cwd, configOptions } = session;
	expect(cwd).toBe(server.cwd);
	expect(back.seen().session).toMatchObject({ sandboxId, cwd, configOptions });
	const prompts = timelineOf(back.seen()).filter((item) => item.kind === "prompt");
	expect(prompts).toMatchObject([
		{ id: before.id, state: "done" },
		{ id: promptId, state: "done" },
	]);
	expect((await ask(back, "help")).state).toBe("done");
});
