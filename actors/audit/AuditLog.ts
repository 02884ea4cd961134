import type { RawAccess } from "rivetkit/db";
import type { AuditEntry, AuditFilter, AuditPage, Person } from "../../src/protocol/index.ts";
import { type Act, createAct } from "../../src/rules/audit.ts";
import { type RefusedAct, RefusedActs } from "../../src/rules/RefusedActs.ts";
import {
	type AuditHead,
	type AuditPersonRow,
	type AuditRow,
	deleteAuditRows,
	insertAuditRow,
	readAuditHead,
	readAuditPeople,
	readAuditRows,
} from "../database/auditTable.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { CHAIN_START, createPerson, hashOf } from "./chain.ts";

interface AuditLogDeps {
	/** How many entries are kept. A count. */
	readonly maxEntries: number;
	readonly now: () => number;
	/** Something waits for the next flush. */
	readonly scheduleFlush: () => void;
}

/** Where the log begins, once older entries were deleted: after the entry with this number and hash. */
export const AUDIT_START_META = "auditStart";

/** So many entries more than wanted are kept before the oldest are deleted, that many at once. */
const DELETED_AT_ONCE = 100;
/** Names that are remembered. Whoever is not among them is looked up. */
const MAX_KNOWN = 1_000;
/** Longer timers overflow. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * What was done and refused in the workspace, as a chain of hashes. An act is stored in the same transaction as what it
 * changes; refusals with the next flush, repeats of one together. No action changes or removes an entry.
 */
export class AuditLog {
	readonly #deps: AuditLogDeps;
	readonly #refused = new RefusedActs();
	/** The names of people who have called actions since the start, by their ids. */
	readonly #names = new Map<string, string>();
	/** The handles of people, by id and name. */
	readonly #handles = new Map<string, string>();
	/** The last entry that is stored; null when it has to be read. */
	#head: AuditHead | null = null;
	/** The last entry of the transaction that runs; null when it has none. */
	#appended: AuditHead | null = null;
	#flushed: readonly RefusedAct[] = [];
	#timer: NodeJS.Timeout | undefined;
	#isStopping = false;
	#isClosed = false;

	constructor(deps: AuditLogDeps) {
		this.#deps = deps;
	}

	/** Remembers what a person is called: acts have only their ids. */
	recordName({ userId, name }: Pick<Person, "userId" | "name">): void {
		if (this.#names.size >= MAX_KNOWN && !this.#names.has(userId)) this.#names.clear();
		this.#names.set(userId, name);
	}

	/** Records a refusal with the next flush, if it is not one of many. */
	recordRefusal(act: Act): void {
		if (this.#isClosed) return;
		const { now, scheduleFlush } = this.#deps;
		if (this.#refused.add(act, now()) <= now()) scheduleFlush();
		this.#watch();
	}

	/** Waits for those that are due next. What is due is stored by a flush, which waits again. */
	#watch(): void {
		clearTimeout(this.#timer);
		if (this.#isStopping) return;
		const { now, scheduleFlush } = this.#deps;
		const dueAt = this.#refused.nextDueAt(now());
		if (dueAt !== null) this.#timer = setTimeout(scheduleFlush, Math.min(dueAt - now(), MAX_TIMER_MS)).unref();
	}

	/** Appends acts inside of a transaction. Call `settle` when it has ended. */
	async append(tx: RawAccess, acts: readonly (Act & { readonly at?: number | undefined })[]): Promise<void> {
		if (acts.length === 0) return;
		let head = this.#appended ?? this.#head ?? (await readHead(tx));
		for (const { at = this.#deps.now(), ...act } of acts) {
			const { actor, action, target, outcome, code, rule, count } = act;
			const author = await this.#handle(tx, act.userId);
			const person = await this.#handle(tx, act.personId);
			const details = JSON.stringify(act.details);
			const row = { seq: head.seq + 1, at, actor, author, action, target, person, outcome, code, rule, count, details };
			const hash = hashOf(head.hash, row);
			await insertAuditRow(tx, { ...row, hash });
			head = { seq: row.seq, hash };
		}
		this.#appended = head;
		if (head.seq % DELETED_AT_ONCE < acts.length) await this.#deleteOldest(tx, head.seq - this.#deps.maxEntries);
	}

	/** The transaction was stored, or not. */
	settle(isStored: boolean): void {
		if (!this.#appended) return;
		// After a failure nobody knows what is stored.
		this.#head = isStored ? this.#appended : null;
		if (!isStored) this.#handles.clear();
		this.#appended = null;
	}

	/** As a part of a flush: stores the refusals that are due. */
	async store(tx: RawAccess): Promise<void> {
		if (this.#isClosed) return;
		this.#flushed = this.#refused.due(this.#isStopping ? Number.POSITIVE_INFINITY : this.#deps.now());
		await this.append(
			tx,
			this.#flushed.map(({ at, act }) => ({ ...act, at })),
		);
	}

	markStored(): void {
		this.#refused.recorded(this.#flushed, this.#deps.now());
		this.#flushed = [];
		this.#watch();
	}

	/** From here on a flush stores all that is left. */
	stop(): void {
		this.#isStopping = true;
		clearTimeout(this.#timer);
	}

	/** From here on nothing is recorded: the log of another workspace takes the place of this one. */
	close(): void {
		this.stop();
		this.#isClosed = true;
	}

	/**
	 * Nothing leads to a person any more, inside of a transaction: what they have done stays, under a pseudonym.
	 *
	 * @returns The acts that say so. Each names one handle, as proof that it is not somebody else's who was removed.
	 */
	async erasePerson(tx: RawAccess, userId: string, pseudonym: string, name: string): Promise<readonly Act[]> {
		const rows = await tx.execute<{ handle: string }>("SELECT handle FROM audit_people WHERE user_id = ?", userId);
		await tx.execute(
			"UPDATE audit_people SET user_id = ?, name = ?, salt = NULL WHERE user_id = ?",
			...[pseudonym, name, userId],
		);
		this.#names.delete(userId);
		// Their next entry would bring them back.
		this.#refused.forget(userId);
		this.#handles.clear();
		const act = createAct({ actor: "host", action: "erasePerson", target: pseudonym });
		return rows.length === 0 ? [act] : rows.map(({ handle }) => ({ ...act, details: { handle } }));
	}

	async #handle(tx: RawAccess, userId: string | null): Promise<string | null> {
		if (userId === null) return null;
		const name = this.#names.get(userId) ?? (await findName(tx, userId)) ?? userId;
		const key = JSON.stringify([userId, name]);
		const known = this.#handles.get(key) ?? (await findHandle(tx, userId, name));
		const handle = known ?? (await insertPerson(tx, userId, name));
		if (this.#handles.size >= MAX_KNOWN) this.#handles.clear();
		this.#handles.set(key, handle);
		return handle;
	}

	/** Deletes the entries up to a number. The hash of the last of them stays, so that the first one left can be verified. */
	async #deleteOldest(tx: RawAccess, upTo: number): Promise<void> {
		if (upTo <= 0) return;
		const [last] = await tx.execute<{ seq: number; hash: string }>(
			"SELECT seq, hash FROM (SELECT seq, hash FROM audit WHERE seq <= ? ORDER BY seq LIMIT ?) ORDER BY seq DESC LIMIT 1",
			...[upTo, 2 * DELETED_AT_ONCE],
		);
		if (!last) return;
		await deleteAuditRows(tx, last.seq);
		this.#handles.clear();
		await writeMeta(tx, AUDIT_START_META, { seq: last.seq, hash: last.hash } satisfies AuditHead);
	}
}

/** What the first entry that is left follows on. */
export async function readAuditStart(db: RawAccess): Promise<AuditHead> {
	return ((await readMeta(db, AUDIT_START_META)) as AuditHead | undefined) ?? { seq: 0, hash: CHAIN_START };
}

async function readHead(tx: RawAccess): Promise<AuditHead> {
	return (await readAuditHead(tx)) ?? (await readAuditStart(tx));
}

/** The last name of somebody who has not been here since the start. */
async function findName(tx: RawAccess, userId: string): Promise<string | null> {
	const [row] = await tx.execute<{ name: string }>(
		"SELECT name FROM audit_people WHERE user_id = ? AND salt IS NOT NULL LIMIT 1",
		userId,
	);
	return row?.name ?? null;
}

async function findHandle(tx: RawAccess, userId: string, name: string): Promise<string | null> {
	const [row] = await tx.execute<{ handle: string }>(
		"SELECT handle FROM audit_people WHERE user_id = ? AND name = ?",
		...[userId, name],
	);
	return row?.handle ?? null;
}

async function insertPerson(tx: RawAccess, userId: string, name: string): Promise<string> {
	const { handle, salt } = createPerson(userId, name);
	await tx.execute(
		"INSERT INTO audit_people (handle, user_id, name, salt) VALUES (?, ?, ?, ?)",
		...[handle, userId, name, salt],
	);
	return handle;
}

/** A page of entries, the newest first. */
export async function readAuditPage(
	db: RawAccess,
	query: AuditFilter & { readonly before?: number | undefined },
	limit: number,
): Promise<AuditPage> {
	const rows = await readAuditRows(db, query, limit + 1);
	const shown = rows.slice(0, limit);
	const people = await readAuditPeople(db, shown);
	return { entries: shown.map((row) => toEntry(row, people)), hasOlder: rows.length > limit };
}

function toEntry(row: AuditRow, people: ReadonlyMap<string, AuditPersonRow>): AuditEntry {
	const { hash: _hash, author, person, details, ...rest } = row;
	return {
		...rest,
		actor: rest.actor as AuditEntry["actor"],
		outcome: rest.outcome as AuditEntry["outcome"],
		by: personOf(author, people),
		person: personOf(person, people),
		details: JSON.parse(details),
	};
}

function personOf(handle: string | null, people: ReadonlyMap<string, AuditPersonRow>): Person | null {
	if (handle === null) return null;
	const known = people.get(handle);
	return known ? { userId: known.user_id, name: known.name } : { userId: handle, name: "?" };
}
