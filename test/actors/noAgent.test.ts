import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { local } from "../../actors/sandbox/local.ts";
import { installDemoAgent } from "../../demo/agent/installDemoAgent.ts";
import { endedPrompt, promptOf, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
let agentsDirectory: string;
beforeAll(async () => {
	server = await startWorkspaceServer({
		sandbox: ({ workspaceId }) => {
			agentsDirectory = join(server.engine.folder, workspaceId);
			return local({ agentsDirectory, cwd: server.cwd });
		},
	});
});
afterAll(() => server.stop());

test("a workspace without its agent says so, keeps the prompts, and runs them once the agent is installed", async () => {
	const ada = await server.join("bare", { userId: "ada" });
	const { promptId } = await ada.workspace.prompt({ text: "help" });
	const failed = await ada.until(
		({ session: { state } }) => state.status === "failed" && state,
		"the session to have failed",
	);
	expect(failed).toMatchObject({ error: { code: "agent_not_installed", hint: expect.any(String) } });
	expect(promptOf(ada.seen(), promptId)?.state).toBe("queued");
	expect(timelineOf(ada.seen())).toContainEqual(
		expect.objectContaining({ kind: "notice", level: "error", code: "agent_not_installed" }),
	);

	const ben = await server.join("bare", { userId: "ben" });
	expect(ben.answer.session.state).toEqual(failed);

	await mkdir(agentsDirectory, { recursive: true });
	await installDemoAgent(agentsDirectory);
	expect(await ada.workspace.restartSession({ clientId: "again" })).toEqual({ restarting: true });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "done", "the prompt to be done");
});
