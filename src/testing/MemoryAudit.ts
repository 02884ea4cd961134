import { type AuditEntry, type AuditPage, type GetAuditLogRequest, LIMITS, type Person } from "../protocol/index.ts";
import type { Act } from "../rules/audit.ts";
import { matchesFilter } from "../rules/audit.ts";
import { RefusedActs } from "../rules/RefusedActs.ts";

/** The audit log of an in-memory workspace: the same entries as the actor's, without hashes. */
export class MemoryAudit {
	readonly #now: () => number;
	readonly #entries: AuditEntry[] = [];
	readonly #refused = new RefusedActs();
	readonly #names = new Map<string, string>();

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Remembers what a person is called: acts have only their ids. */
	recordName({ userId, name }: Pick<Person, "userId" | "name">): void {
		this.#names.set(userId, name);
	}

	record(act: Act, at = this.#now()): void {
		const { userId, personId, ...facts } = act;
		const seq = this.#entries.length + 1;
		this.#entries.push({ seq, at, ...facts, by: this.#personOf(userId), person: this.#personOf(personId) });
	}

	recordRefusal(act: Act): void {
		this.#refused.add(act, this.#now());
		this.#recordDue();
	}

	read({
		before = Number.POSITIVE_INFINITY,
		limit = LIMITS.defaultWindowItems,
		filter,
	}: GetAuditLogRequest): AuditPage {
		this.#recordDue();
		const found = this.#entries.filter((entry) => entry.seq < before && matchesFilter(entry, filter)).reverse();
		return { entries: found.slice(0, limit), hasOlder: found.length > limit };
	}

	#recordDue(): void {
		const due = this.#refused.due(this.#now());
		for (const { act, at } of due) this.record(act, at);
		this.#refused.recorded(due, this.#now());
	}

	#personOf(userId: string | null): Person | null {
		return userId === null ? null : { userId, name: this.#names.get(userId) ?? userId };
	}
}
