import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "../harness/ask.ts";
import { joinWorkspace, type Visitor } from "../harness/joinWorkspace.ts";
import { refused } from "../harness/refused.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { endedPrompt, pendingApproval } from "../harness/seenWorkspace.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { createWorkspaceClient, type WorkspaceClient } from "../harness/workspaceClient.ts";

const ADA = { userId: "ada", name: "Ada" };
const TEXT = "canary-of-a-text-8d1f";
const TOKEN = "canary-of-a-token-3c7a";

let engine: TestEngine;
let sandbox: SandboxServer;
let server: WorkspaceProcess;
let client: WorkspaceClient;
let output = "";

beforeAll(async () => {
	engine = await prepareTestEngine();
	sandbox = await startSandboxServer(join(engine.folder, "agents"), { token: TOKEN });
	const onOutput = (text: string) => {
		output += text;
	};
	const environment = { TEST_LOG: "info", RIVET_LOG_LEVEL: "info" };
	server = startWorkspaceProcess(engine, sandbox, { environment, onOutput });
	client = createWorkspaceClient(engine.endpoint);
});
afterAll(async () => {
	await client.dispose();
	await server.kill();
	await engine.stop();
});

async function allow(ada: Visitor): Promise<void> {
	const { promptId } = await ada.workspace.prompt({ text: `permission ${TEXT}` });
	const { id, options } = await ada.until(pendingApproval, "the agent to ask");
	const optionId = options[0]?.optionId ?? "";
	await ada.workspace.answerApproval({ clientId: "answer", approvalId: id, optionId });
	await ada.until((seen) => endedPrompt(seen, promptId), "the turn to end");
}

/** Each door is given the text where it has no place. */
async function missEveryDoor(ada: Visitor): Promise<void> {
	const wrong = { text: TEXT, whenBusy: TEXT, [TEXT]: TEXT };
	for (const name of ["prompt", "answerApproval", "getItem", "setConfigOption"]) {
		expect((await refused(ada.workspace.action({ name, args: [wrong] }))).code).toBe("invalid_argument");
	}
	await refused(ada.workspace.setConfigOption({ clientId: "set", configId: TEXT, value: TEXT }));
	// Accepted: a field that is not known is ignored, and logged.
	await ada.workspace.action({ name: "getSessionInfo", args: [{ [TEXT]: TEXT }] });
	await written("fields_ignored");
}

/** What the process has written, once it says something. */
async function written(words: string): Promise<string> {
	await waitFor(() => output.includes(words), `"${words}" in the log`);
	return output;
}

test("the log has an entry for each turn and error, and never people's texts or a credential", async () => {
	await wakeWorkspace(client, "secrets", ADA);
	const ada = await joinWorkspace(client, "secrets", ADA);
	await ask(ada, `say ${TEXT}`);
	await allow(ada);
	await missEveryDoor(ada);
	await ask(ada, `error ${TEXT}`);
	await ask(ada, `crash ${TEXT}`);
	await sandbox.stop();
	await ada.until((seen) => seen.session.state.status === "failed", "the sandbox to be missed");
	const diagnostics = await ada.workspace.getDiagnostics();

	expect(diagnostics.lastErrors.map(({ code }) => code)).toEqual(
		expect.arrayContaining(["agent_failed", "agent_exited"]),
	);
	const log = await written("session_failed");
	expect(log.match(/turn_ended/g)).toHaveLength(4);
	for (const canary of [TEXT, TOKEN]) {
		expect(log).not.toContain(canary);
		expect(JSON.stringify(diagnostics)).not.toContain(canary);
	}
});
