import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { local } from "../../actors/sandbox/local.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { endedPrompt, promptOf, timelineOf } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

/** Nothing listens there, so the sandbox cannot download anything. */
const NOWHERE = "http://127.0.0.1:9";
const NO_NETWORK = { HTTPS_PROXY: NOWHERE, HTTP_PROXY: NOWHERE, ALL_PROXY: NOWHERE, PATH: "/usr/bin:/bin" };

let server: WorkspaceServer;
let agentsDirectory: string;
beforeAll(async () => {
	server = await startWorkspaceServer(({ folder }, cwd) => {
		agentsDirectory = join(folder, "codex");
		return { agent: "codex", sandbox: local({ agentsDirectory, cwd, env: NO_NETWORK }) };
	});
});
afterAll(() => server.stop());

/** Puts an agent where the server looks for Codex, and for the program that Codex needs. */
async function installCodex(): Promise<void> {
	await installScriptedAgent(agentsDirectory);
	const folder = join(agentsDirectory, "sandbox-agent/bin");
	await mkdir(folder, { recursive: true });
	const script = join(folder, "agent_processes/mock-acp");
	await Promise.all([
		copyFile(script, join(folder, "agent_processes/codex-acp")),
		copyFile(script, join(folder, "codex")),
	]);
}

function untilFailed(visitor: Visitor, since: number) {
	return visitor.until(
		({ session: { state }, seq }) => seq > since && state.status === "failed" && state,
		"the failure",
	);
}

test("reports an agent that cannot be downloaded, keeps the prompts, and works on retry", async () => {
	const ada = await server.join("offline", { userId: "ada" });
	const { promptId } = await ada.workspace.prompt({ text: "echo" });
	expect(await untilFailed(ada, 0)).toMatchObject({
		error: {
			code: "agent_not_installed",
			message: expect.stringContaining("couldn’t be downloaded"),
			hint: expect.stringContaining(`\`XDG_DATA_HOME="${agentsDirectory}" npx sandbox-agent install-agent codex\``),
			detail: expect.stringContaining("install failed"),
		},
		retryAt: null,
	});

	const { seq } = ada.seen();
	expect(await ada.workspace.restartSession({ clientId: "too-soon" })).toEqual({ restarting: true });
	await untilFailed(ada, seq);
	expect(promptOf(ada.seen(), promptId)?.state).toBe("queued");
	expect(timelineOf(ada.seen()).filter((item) => item.kind === "notice")).toMatchObject([
		{ level: "error", code: "agent_not_installed" },
	]);

	await installCodex();
	expect(await ada.workspace.restartSession({ clientId: "again" })).toEqual({ restarting: true });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "done", "the prompt to be done");
});
