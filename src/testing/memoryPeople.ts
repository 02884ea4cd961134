import type { Clock } from "../core/platform/timing.ts";
import { LIMITS, type Participant, type Role } from "../protocol/index.ts";
import { personOpened } from "../rules/people.ts";
import type { MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

interface MemoryPeopleDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
}

/** Everybody who was ever in an in-memory workspace. Those who have prompted were here before. */
export class MemoryPeople {
	readonly #deps: MemoryPeopleDeps;
	/** The longest absent first. */
	readonly #roles = new Map<string, Role | null>();

	constructor(deps: MemoryPeopleDeps) {
		this.#deps = deps;
		const { items, queue } = deps.workspaceState.get();
		for (const item of [...items.values(), ...queue]) if (item.kind === "prompt") this.#roles.set(item.by.userId, null);
	}

	/** Somebody opens the workspace. */
	open(person: Participant): void {
		const { workspaceState, clock, createId } = this.#deps;
		const role = this.#roles.get(person.userId);
		const isFull = role === undefined && this.#roles.size >= LIMITS.people;
		const said = personOpened(person, {
			role,
			isAnybodyKnown: this.#roles.size > 0,
			wasAnybodyForgotten: isFull,
		});
		const [longestAbsent] = this.#roles.keys();
		if (isFull && longestAbsent !== undefined) this.#roles.delete(longestAbsent);
		this.#roles.delete(person.userId);
		this.#roles.set(person.userId, person.role);
		if (!said) return;
		const base = { id: createId("event"), turnId: workspaceState.get().turn?.id ?? null, createdAt: clock.now() };
		workspaceState.apply([{ kind: "item", item: { kind: "event", ...base, ...said } }]);
	}
}
