import { createMemoryWorkspace, type MemoryWorkspace } from "../../src/testing/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import { CONTRACT_PROMPTS, playContract } from "./playContract.ts";
import { sampleFiles } from "./sampleFiles.ts";

/** In-memory workspaces, each created on first use. */
export async function startMemoryHarness(): Promise<ConnectionHarness> {
	const workspaces = new Map<string, MemoryWorkspace>();
	const workspaceOf = (id: string) => {
		const workspace =
			workspaces.get(id) ?? createMemoryWorkspace({ workspaceId: id, onPrompt: playContract, files: sampleFiles });
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
