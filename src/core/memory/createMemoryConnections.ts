import type { WorkspaceError } from "../WorkspaceError.ts";
import type { ConnectWorkspace } from "../workspaceConnection.ts";
import type { CallAction } from "./createMemoryActions.ts";
import { createMemoryConnection, type MemoryConnection } from "./createMemoryLine.ts";
import type { MemoryRoom } from "./createMemoryRoom.ts";
import type { MemoryPerson } from "./memoryPerson.ts";

/** The ways into an in-memory workspace, and what can happen to them. */
export interface MemoryConnections {
	connect(person: MemoryPerson): ConnectWorkspace;
	/** Cuts all connections. None comes back before `restore`. */
	disconnectAll(): void;
	restore(): void;
	/** Closes a person's connections, which come back at once. Says how many there were. */
	disconnectUser(userId: string): number;
	/** Turns everybody away, until `restore`. */
	refuseAll(error: WorkspaceError): void;
}

export function createMemoryConnections(
	room: MemoryRoom,
	callAs: (person: MemoryPerson) => CallAction,
): MemoryConnections {
	const lines = new Map<MemoryConnection, string>();
	let isCut = false;
	let refusal: WorkspaceError | null = null;

	function begin(line: MemoryConnection) {
		if (refusal) line.refuse(refusal);
		else if (!isCut) line.open();
	}

	function renew(line: MemoryConnection) {
		line.disconnect();
		begin(line);
	}

	return {
		connect: (person) => (listener) => {
			const line = createMemoryConnection({ room, listener, person, call: callAs(person) });
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
		disconnectUser(userId) {
			const theirs = [...lines].flatMap(([line, owner]) => (owner === userId ? [line] : []));
			// Not at once: whoever sends themselves away hears the answer first.
			setTimeout(() => theirs.forEach(renew));
			return theirs.length;
		},
		disconnectAll() {
			isCut = true;
			for (const line of [...lines.keys()]) line.disconnect();
		},
		restore() {
			isCut = false;
			refusal = null;
			for (const line of [...lines.keys()]) line.open();
		},
		refuseAll(error) {
			refusal = error;
			for (const line of [...lines.keys()]) line.refuse(error);
		},
	};
}
