import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../harness/ask.ts";
import { endedPrompt, pendingApproval } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const ADA = { userId: "ada", name: "Ada" };

function fail(): never {
	throw new Error("The host's own function is broken.");
}

let server: WorkspaceServer;
let lines = 0;
beforeAll(async () => {
	server = await startWorkspaceServer({
		onLog() {
			lines += 1;
			fail();
		},
		approvals: { policy: fail },
	});
});
afterAll(() => server.stop());

test("if the host's log and policy throw, turns end, the queue continues, and people are asked", async () => {
	const ada = await server.join("broken-host", ADA);
	const first = await ada.workspace.prompt({ text: "help" });
	const second = await ada.workspace.prompt({ text: "permission" });
	await ada.until((seen) => endedPrompt(seen, first.promptId)?.state === "done", "the first turn to end");
	const { id: approvalId } = await ada.until(pendingApproval, "the agent to ask");
	await ada.workspace.answerApproval({ clientId: "yes", approvalId, optionId: "allow-once" });
	await ada.until((seen) => endedPrompt(seen, second.promptId)?.state === "done", "the second turn to end");
	expect((await ask(ada, "help")).state).toBe("done");
	expect(lines).toBeGreaterThanOrEqual(4);
	await ada.leave();
});
