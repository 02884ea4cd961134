import { type Act, createAct } from "./audit.ts";

/** A refusal that is to be recorded. */
export interface RefusedAct {
	/** When it happened last, in milliseconds since 1970. */
	readonly at: number;
	readonly act: Act;
}

/** The refusals of one person, action and reason. */
interface Repeats {
	readonly act: Act;
	/** How many were not recorded yet. */
	count: number;
	lastAt: number;
	/** They are recorded from then on. */
	dueAt: number;
	/** How long the next ones are only counted, in milliseconds. */
	windowMs: number;
}

const FIRST_WINDOW_MS = 60_000;
const LAST_WINDOW_MS = 3_600_000;
/** Further ones are counted together. */
const MAX_DIFFERENT = 20;
const OTHERS = createAct({ actor: "workspace", action: "others", outcome: "refused" });

/**
 * Refusals on their way to the audit log. The first of its kind is recorded at once, its repeats as one entry with their
 * number, after a minute, then two, at last once an hour: whoever is refused as fast as they can fills no disk, and
 * pushes nothing else out of the log.
 */
export class RefusedActs {
	readonly #repeats = new Map<string, Repeats>();

	/** @returns From when on it is to be recorded, in milliseconds since 1970. */
	add(act: Act, now: number): number {
		const repeats = this.#find(act, now);
		const isQuiet = repeats.count === 0 && now >= repeats.dueAt + repeats.windowMs;
		if (isQuiet) Object.assign(repeats, { dueAt: now, windowMs: 0 });
		repeats.count += 1;
		repeats.lastAt = now;
		return repeats.dueAt;
	}

	/** What is to be recorded by now. It stays until `recorded`. */
	due(now: number): readonly RefusedAct[] {
		return [...this.#repeats.values()]
			.filter(({ count, dueAt }) => count > 0 && now >= dueAt)
			.map(({ act, count, lastAt: at }) => ({ at, act: { ...act, count } }));
	}

	/** When there is more to record than now, in milliseconds since 1970; null when nothing waits. */
	nextDueAt(now: number): number | null {
		const later = [...this.#repeats.values()].filter(({ count, dueAt }) => count > 0 && dueAt > now);
		return later.length > 0 ? Math.min(...later.map(({ dueAt }) => dueAt)) : null;
	}

	/** What `due` has returned was recorded. */
	recorded(refused: readonly RefusedAct[], now: number): void {
		for (const { act } of refused) {
			const repeats = this.#repeats.get(keyOf(act));
			if (!repeats) continue;
			repeats.count -= act.count;
			repeats.windowMs = Math.min(Math.max(FIRST_WINDOW_MS, 2 * repeats.windowMs), LAST_WINDOW_MS);
			repeats.dueAt = now + repeats.windowMs;
		}
	}

	/** Drops what is about a person and was not recorded yet. */
	forget(userId: string): void {
		for (const [key, { act }] of this.#repeats)
			if (act.userId === userId || act.personId === userId) this.#repeats.delete(key);
	}

	#find(act: Act, now: number): Repeats {
		const known = this.#repeats.get(keyOf(act));
		if (known) return known;
		if (this.#repeats.size >= MAX_DIFFERENT) this.#evictQuiet(now);
		const kind = this.#repeats.size < MAX_DIFFERENT ? act : OTHERS;
		const repeats = this.#repeats.get(keyOf(kind)) ?? { act: kind, count: 0, lastAt: now, dueAt: now, windowMs: 0 };
		this.#repeats.set(keyOf(kind), repeats);
		return repeats;
	}

	#evictQuiet(now: number): void {
		for (const [key, { count, dueAt, windowMs }] of this.#repeats)
			if (count === 0 && now >= dueAt + windowMs) this.#repeats.delete(key);
	}
}

const keyOf = ({ actor, userId, action, code }: Act) => JSON.stringify([actor, userId, action, code]);
