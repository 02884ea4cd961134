import type { WorkspaceError } from "../WorkspaceError.ts";
import type { ConnectWorkspace } from "../workspaceConnection.ts";
import type { CallAction } from "./createMemoryActions.ts";
import { createMemoryLine, type MemoryLine } from "./createMemoryLine.ts";
import type { MemoryRoom } from "./createMemoryRoom.ts";
import type { MemoryPerson } from "./memoryPerson.ts";

/** The ways into an in-memory workspace, and what can happen to them. */
export interface MemoryConnections {
	connect(person: MemoryPerson): ConnectWorkspace;
	/** Cuts all connections. None comes back before `restore`. */
	cut(): void;
	restore(): void;
	/** Turns everybody away, until `restore`. */
	refuse(error: WorkspaceError): void;
}

export function createMemoryConnections(
	room: MemoryRoom,
	callAs: (person: MemoryPerson) => CallAction,
): MemoryConnections {
	const lines = new Set<MemoryLine>();
	let isCut = false;
	let refusal: WorkspaceError | null = null;

	function begin(line: MemoryLine) {
		if (refusal) line.refuse(refusal);
		else if (!isCut) line.open();
	}

	return {
		connect: (person) => (listener) => {
			const line = createMemoryLine({ room, listener, person, call: callAs(person) });
			lines.add(line);
			// Not at once: whoever connects has not got hold of the connection yet.
			queueMicrotask(() => begin(line));
			return {
				call: line.call,
				close() {
					lines.delete(line);
					line.close();
				},
			};
		},
		cut() {
			isCut = true;
			for (const line of [...lines]) line.lose();
		},
		restore() {
			isCut = false;
			refusal = null;
			for (const line of [...lines]) line.open();
		},
		refuse(error) {
			refusal = error;
			for (const line of [...lines]) line.refuse(error);
		},
	};
}
