import type { Session } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace } from "../../src/testing/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import { CONTRACT_PROMPTS, playContract } from "./playContract.ts";
import { sampleFiles } from "./sampleFiles.ts";

/** The settings and commands that the contract uses, as the demo agent has them. */
const session: Partial<Session> = {
	agents: ["mock", "amp"],
	configOptions: [
		{
			id: "mode",
			name: "Mode",
			category: "mode",
			value: "ask",
			choices: [
				{ value: "ask", name: "Ask first" },
				{ value: "auto", name: "Accept edits" },
				{ value: "plan", name: "Plan only" },
			],
		},
		{
			id: "model",
			name: "Model",
			category: "model",
			value: "swift",
			choices: [
				{ value: "swift", name: "Demo Swift" },
				{ value: "steady", name: "Demo Steady" },
			],
		},
	],
	commands: [
		{ name: "permission", description: "Asks for a permission" },
		{ name: "markdown", description: "Answers with Markdown" },
	],
};

/** In-memory workspaces, each created on first use. */
export async function startMemoryHarness(): Promise<ConnectionHarness> {
	const workspaces = new Map<string, MemoryWorkspace>();
	const workspaceOf = (id: string) => {
		const workspace =
			workspaces.get(id) ??
			createMemoryWorkspace({
				workspaceId: id,
				roles: "workspace",
				onPrompt: playContract,
				files: sampleFiles,
				session,
			});
		workspaces.set(id, workspace);
		return workspace;
	};

	return {
		prompts: CONTRACT_PROMPTS,
		connect: (id, person, faults) => workspaceOf(id).connect(person, faults),
		connectRefused(id) {
			workspaceOf(id).refuseConnections({ code: "unauthenticated", message: "Nobody knows you here." });
			return workspaceOf(id).connect({ userId: "nobody", name: "Nobody" });
		},
		async wake() {},
		async stop() {},
	};
}
