import type { Participant } from "../../src/protocol/index.ts";
import { type Identity, toPerson } from "../access/identity.ts";

/** Who has the workspace open now. Someone with two windows is one participant. */
export interface Presence {
	/** Sorted by name. */
	participants(): readonly Participant[];
	/** How many clients have it open. */
	connections(): number;
	has(connectionId: string): boolean;
	join(connectionId: string, identity: Identity): void;
	leave(connectionId: string): void;
}

interface PresenceOptions {
	/** Hears of the participants whenever they are others than before. */
	onChange(participants: readonly Participant[]): void;
	/** Whether Rivet still has the connection. */
	isConnected(connectionId: string): boolean;
	/** Hears how many clients have the workspace open, whenever one comes or goes. */
	onConnections(count: number): void;
}

export function createPresence({ onChange, isConnected, onConnections }: PresenceOptions): Presence {
	const connections = new Map<string, Identity>();
	let participants: readonly Participant[] = [];

	function update(): void {
		onConnections(connections.size);
		const next = listParticipants(connections.values());
		if (JSON.stringify(next) === JSON.stringify(participants)) return;
		participants = next;
		onChange(next);
	}

	return {
		participants: () => participants,
		connections: () => connections.size,
		has: (connectionId) => connections.has(connectionId),
		join(connectionId, identity) {
			// A call that waited may run after its connection has gone, and nobody would tell of that again.
			if (!isConnected(connectionId)) return;
			connections.set(connectionId, identity);
			update();
		},
		leave(connectionId) {
			if (connections.delete(connectionId)) update();
		},
	};
}

function listParticipants(identities: Iterable<Identity>): readonly Participant[] {
	const people = new Map<string, Participant>();
	for (const identity of identities) people.set(identity.userId, { ...toPerson(identity), role: identity.role });
	return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}
