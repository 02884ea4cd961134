import type { ListEventsRequest, ListPage, ListPageRequest, SessionEvent, SessionRecord } from "sandbox-agent";
import { takeWithinBytes } from "../text/jsonSize.ts";
import { pageLimit, pageOffset, toPage } from "./paging.ts";
import type { NewestFirstDriver } from "./replay.ts";
import {
	createEventRow,
	type EventPosition,
	type EventRow,
	hasEventRow,
	readEventsAfter,
	readEventsBefore,
	readSession,
	readSessions,
	type SqlAccess,
	type SqlExecutor,
	writeEventRows,
	writeSession,
} from "./tables.ts";

/**
 * Events that are not yet known to be stored. The transaction they were written in may still fail without our notice,
 * so they are kept until the next one, which checks whether they are in the database.
 */
class EventBuffer {
	#rows: EventRow[] = [];
	#bytes = 0;
	/** The number of first rows that were written in a transaction whose outcome is not known. */
	#written = 0;

	add(row: EventRow): void {
		this.#rows.push(row);
		this.#bytes += row.bytes;
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** Whether any row was not written yet. */
	get hasUnwritten(): boolean {
		return this.#rows.length > this.#written;
	}

	/** Writes events in order, as many as fit into `maxBytes`. */
	async write(tx: SqlExecutor, maxBytes: number): Promise<void> {
		await this.#removeStored(tx);
		const fitting = takeWithinBytes(this.#rows, maxBytes, ({ bytes }) => bytes);
		await writeEventRows(tx, fitting);
		this.#written = fitting.length;
	}

	async #removeStored(tx: SqlExecutor): Promise<void> {
		const last = this.#rows[this.#written - 1];
		if (last && (await hasEventRow(tx, last))) this.#dropFirst(this.#written);
		this.#written = 0;
	}

	#dropFirst(count: number): void {
		for (const { bytes } of this.#rows.slice(0, count)) this.#bytes -= bytes;
		this.#rows = this.#rows.slice(count);
	}
}

/** Rivet commits at most 1.3 MB at once. `store` shares that with the rows of the caller. */
const SHARED_COMMIT_BYTES = 400_000;
const OWN_COMMIT_BYTES = 1_000_000;

const FIRST_POSITION: EventPosition = { eventIndex: Number.MIN_SAFE_INTEGER, id: "" };
const LAST_POSITION: EventPosition = { eventIndex: Number.MAX_SAFE_INTEGER, id: "" };

/** Reading the newest events stops at this size. */
const NEWEST_BYTES = 4_000_000;
const NEWEST_PAGE = 200;

/**
 * Stores a session and its raw events in an actor's SQLite database. The hundred-thousandth event costs the same as the
 * first.
 *
 * The SDK awaits `insertEvent` before it emits the event, so that only adds to a buffer in memory. Call `store` in a
 * transaction of your own, or `flush`, soon after. Events over 1 MB are truncated, with a mark.
 *
 * @example
 * const persist = new SqliteSessionPersistDriver({ db: c.db }); // after `onMigrate` has run SQLITE_PERSIST_MIGRATION
 * const sdk = await SandboxAgent.connect({ baseUrl, persist });
 */
export class SqliteSessionPersistDriver implements NewestFirstDriver {
	readonly #db: SqlAccess;
	readonly #buffer = new EventBuffer();
	readonly #sessions = new Map<string, SessionRecord>();

	constructor({ db }: { readonly db: SqlAccess }) {
		this.#db = db;
	}

	/** The size, as JSON, of the events that are not known to be stored. It grows as long as `store` and `flush` fail. */
	get bufferedBytes(): number {
		return this.#buffer.bytes;
	}

	/** A copy of the session, or undefined if it is not stored. */
	async getSession(id: string): Promise<SessionRecord | undefined> {
		const session = this.#sessions.get(id) ?? (await readSession(this.#db, id));
		if (session) this.#sessions.set(id, session);
		return structuredClone(session);
	}

	/** A page of the sessions. */
	async listSessions(request: ListPageRequest = {}): Promise<ListPage<SessionRecord>> {
		const limit = pageLimit(request);
		const offset = pageOffset(request);
		return toPage(await readSessions(this.#db, offset, limit + 1), limit, () => String(offset + limit));
	}

	/** Stored at once: it happens rarely, and restoring the session depends on it. */
	async updateSession(session: SessionRecord): Promise<void> {
		await writeSession(this.#db, session);
		this.#sessions.set(session.id, structuredClone(session));
	}

	/** Adds an event to the buffer in memory. `store` or `flush` writes it. */
	async insertEvent(sessionId: string, event: SessionEvent): Promise<void> {
		this.#buffer.add(createEventRow(sessionId, event));
	}

	/** Ordered by index, then by id. */
	async listEvents(request: ListEventsRequest): Promise<ListPage<SessionEvent>> {
		await this.flush();
		const limit = pageLimit(request);
		const events = await readEventsAfter(this.#db, request.sessionId, parseCursor(request.cursor), limit + 1);
		return toPage(events, limit, ({ eventIndex, id }) => `${eventIndex}:${id}`);
	}

	/**
	 * The last `limit` events of a session, oldest first; fewer if they are larger than 4 MB together. Writes the buffered
	 * events first.
	 */
	async listNewestEvents(sessionId: string, limit: number): Promise<readonly SessionEvent[]> {
		await this.flush();
		const newestFirst: SessionEvent[] = [];
		for (let bytes = 0; bytes < NEWEST_BYTES && newestFirst.length < limit; ) {
			const before = newestFirst.at(-1) ?? LAST_POSITION;
			const page = await readEventsBefore(
				this.#db,
				sessionId,
				before,
				Math.min(NEWEST_PAGE, limit - newestFirst.length),
			);
			if (page.length === 0) break;
			newestFirst.push(...page);
			bytes += JSON.stringify(page).length;
		}
		return newestFirst.toReversed();
	}

	/**
	 * Writes the buffered events in a transaction of the caller, so that raw events and what was projected from them are
	 * stored together or not at all. What does not fit is written right after, in transactions of its own.
	 */
	async store(tx: SqlExecutor): Promise<void> {
		await this.#buffer.write(tx, SHARED_COMMIT_BYTES);
		// Not awaited: it queues behind the caller's open transaction. If it fails, the next `store` retries.
		if (this.#buffer.hasUnwritten) void this.flush().catch(() => undefined);
	}

	/** Writes all buffered events. */
	async flush(): Promise<void> {
		while (this.#buffer.hasUnwritten) {
			const write = (tx: SqlExecutor) => this.#buffer.write(tx, OWN_COMMIT_BYTES);
			await this.#db.transaction(write, { name: "workspace.events" });
		}
	}
}

function parseCursor(cursor: string | undefined): EventPosition {
	const [, eventIndex, id] = /^(-?\d+):(.*)$/s.exec(cursor ?? "") ?? [];
	return eventIndex === undefined || id === undefined ? FIRST_POSITION : { eventIndex: Number(eventIndex), id };
}
