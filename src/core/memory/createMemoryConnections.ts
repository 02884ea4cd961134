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
	/** Closes a person's connections, which come back at once. Says how many there were. */
	revoke(userId: string): number;
	/** Turns everybody away, until `restore`. */
	refuse(error: WorkspaceError): void;
}

export function createMemoryConnections(
	room: MemoryRoom,
	callAs: (person: MemoryPerson) => CallAction,
): MemoryConnections {
	const lines = new Map<MemoryLine, string>();
	let isCut = false;
	let refusal: WorkspaceError | null = null;

	function begin(line: MemoryLine) {
		if (refusal) line.refuse(refusal);
		else if (!isCut) line.open();
	}

	function renew(line: MemoryLine) {
		line.lose();
		begin(line);
	}

	return {
		connect: (person) => (listener) => {
			const line = createMemoryLine({ room, listener, person, call: callAs(person) });
			lines.set(line, person.userId);
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
		revoke(userId) {
			const theirs = [...lines].flatMap(([line, owner]) => (owner === userId ? [line] : []));
			// Not at once: whoever sends themselves away hears the answer first.
			setTimeout(() => theirs.forEach(renew));
			return theirs.length;
		},
		cut() {
			isCut = true;
			for (const line of [...lines.keys()]) line.lose();
		},
		restore() {
			isCut = false;
			refusal = null;
			for (const line of [...lines.keys()]) line.open();
		},
		refuse(error) {
			refusal = error;
			for (const line of [...lines.keys()]) line.refuse(error);
		},
	};
}
