import type { Participant } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { personOf } from "../access/personOf.ts";

/** Who has the workspace open now. Someone with two windows is one participant. */
export interface Presence {
	/** Sorted by name. */
	participants(): readonly Participant[];
	join(connectionId: string, identity: Identity): void;
	leave(connectionId: string): void;
}

/** @param onChange - Hears of the participants whenever they are others than before. */
export function createPresence(onChange: (participants: readonly Participant[]) => void): Presence {
	const connections = new Map<string, Identity>();
	let participants: readonly Participant[] = [];

	function update(): void {
		const next = listParticipants(connections.values());
		if (JSON.stringify(next) === JSON.stringify(participants)) return;
		participants = next;
		onChange(next);
	}

	return {
		participants: () => participants,
		join(connectionId, identity) {
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
	for (const identity of identities) people.set(identity.userId, { ...personOf(identity), role: identity.role });
	return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}
