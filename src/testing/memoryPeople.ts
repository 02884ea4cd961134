import type { Clock } from "../core/platform/timing.ts";
import {
	type ActionRequest,
	type KnownPerson,
	LIMITS,
	type Participant,
	type PeoplePage,
	type Person,
	type Role,
} from "../protocol/index.ts";
import { toPerson } from "../rules/access.ts";
import type { Grant } from "../rules/members.ts";
import { personOpened } from "../rules/people.ts";
import type { MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

interface MemoryPeopleDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	/** The ids of those who have read before. */
	readonly readers: readonly string[];
}

/** Everybody who was ever in an in-memory workspace. Those who have prompted, or read, were here before. */
export class MemoryPeople {
	readonly #deps: MemoryPeopleDeps;
	/** The longest absent first. */
	readonly #people = new Map<string, KnownPerson>();

	constructor(deps: MemoryPeopleDeps) {
		this.#deps = deps;
		const { items, queue } = deps.workspaceState.get();
		// What they are called is known when they come.
		for (const userId of deps.readers) this.#set({ userId, name: userId }, null);
		for (const item of [...items.values(), ...queue]) if (item.kind === "prompt") this.#set(item.by, null);
	}

	/** Undefined for somebody who was never here. */
	find(userId: string): KnownPerson | undefined {
		return this.#people.get(userId);
	}

	/** Those who were here last first, and those who were here at the same time by their ids. */
	list({ query = "", limit = 50, offset = 0 }: ActionRequest<"listPeople">): PeoplePage {
		const words = query.toLowerCase();
		// Read once: those who are here are all seen at the same time, so that their pages are in one order.
		const now = this.#deps.clock.now();
		const people = [...this.#people.values()]
			.filter(({ name }) => name.toLowerCase().includes(words))
			.map((person) => (this.#isHere(person.userId) ? { ...person, lastSeenAt: now } : person))
			.sort((one, other) => other.lastSeenAt - one.lastSeenAt || (one.userId < other.userId ? -1 : 1))
			.slice(offset);
		return { people: people.slice(0, limit), hasMore: people.length > limit };
	}

	/** @param role - Null for somebody who was removed. */
	setRole(userId: string, role: Role | null): void {
		const known = this.#people.get(userId);
		if (known) this.#people.set(userId, { ...known, role });
	}

	/**
	 * Somebody opens the workspace.
	 *
	 * @param grant - What was decided about them.
	 */
	open(person: Participant, grant: Grant | undefined): void {
		const { workspaceState, clock, createId } = this.#deps;
		const role = this.#people.get(person.userId)?.role;
		const isFull = role === undefined && this.#people.size >= LIMITS.people;
		const isAnybodyKnown = this.#people.size > 0;
		const said = personOpened(person, { role, grant, isAnybodyKnown, wasAnybodyForgotten: isFull });
		const longestAbsent = [...this.#people.keys()].find((userId) => !this.#isHere(userId));
		if (isFull && longestAbsent !== undefined) this.#people.delete(longestAbsent);
		this.#set(person, person.role);
		if (!said) return;
		const base = { id: createId("event"), turnId: workspaceState.get().turn?.id ?? null, createdAt: clock.now() };
		workspaceState.apply([{ kind: "item", item: { kind: "event", ...base, ...said } }]);
	}

	#isHere(userId: string): boolean {
		return this.#deps.workspaceState.get().participants.some((participant) => participant.userId === userId);
	}

	/** They are the last who were here. */
	#set(person: Person, role: Role | null): void {
		this.#people.delete(person.userId);
		this.#people.set(person.userId, { ...toPerson(person), role, lastSeenAt: this.#deps.clock.now() });
	}
}
