import type { SandboxProcess, WorkspaceActions } from "../../protocol/index.ts";
import { actionRefusedError } from "./refuseAction.ts";

/** A process of an in-memory workspace, and all that it has printed. */
export interface MemoryProcess extends SandboxProcess {
	readonly output: string;
}

type ProcessActions = Pick<WorkspaceActions, "listProcesses" | "readProcess">;

/** The actions that look at processes. */
export function createMemoryProcessActions(processes: readonly MemoryProcess[]): ProcessActions {
	return {
		async listProcesses() {
			const told = processes.map(({ output: _output, ...process }) => process);
			return { processes: told.sort((one, other) => other.startedAt - one.startedAt) };
		},
		async readProcess({ processId, after = 0 }) {
			const found = processes.find(({ id }) => id === processId);
			if (!found) throw actionRefusedError("not_found");
			const { output, ...process } = found;
			return { process, text: output.slice(after), after: output.length, hasMore: false, skipped: false };
		},
	};
}
