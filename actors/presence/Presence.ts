import type { Participant } from "../../src/protocol/index.ts";
import { toAuthor } from "../../src/rules/access.ts";
import type { Identity } from "../access/identity.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";

interface PresenceDeps {
	readonly events: WorkspaceEventHub;
	/** Whether Rivet still has the connection. */
	isConnected(connectionId: string): boolean;
}

/** Who has the workspace open now. Somebody with two windows is one participant. */
export class Presence {
	readonly #deps: PresenceDeps;
	readonly #identities = new Map<string, Identity>();
	#participants: readonly Participant[] = [];

	constructor(deps: PresenceDeps) {
		this.#deps = deps;
	}

	/** Sorted by name. The same array until somebody joins or leaves. */
	participants(): readonly Participant[] {
		return this.#participants;
	}

	/** How many clients have the workspace open. */
	connections(): number {
		return this.#identities.size;
	}

	has(connectionId: string): boolean {
		return this.#identities.has(connectionId);
	}

	join(connectionId: string, identity: Identity): void {
		// A call that had to wait can run after its connection was closed, and no second disconnect would follow.
		if (!this.#deps.isConnected(connectionId)) return;
		this.#identities.set(connectionId, identity);
		this.#update();
	}

	leave(connectionId: string): void {
		if (this.#identities.delete(connectionId)) this.#update();
	}

	#update(): void {
		const { events } = this.#deps;
		events.emit("connectionCountChanged", { count: this.#identities.size });
		const participants = listParticipants(this.#identities.values());
		const before = this.#participants;
		if (JSON.stringify(participants) === JSON.stringify(before)) return;
		this.#participants = participants;
		events.emit("participantsChanged", participants);
		const left = before.filter(({ userId }) => !participants.some((other) => other.userId === userId));
		if (left.length > 0) events.emit("peopleLeft", { userIds: left.map(({ userId }) => userId) });
	}
}

function listParticipants(identities: Iterable<Identity>): readonly Participant[] {
	const people = new Map<string, Participant>();
	for (const identity of identities) people.set(identity.userId, { ...toAuthor(identity), role: identity.role });
	return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}
