import type {
	ListEventsRequest,
	ListPage,
	ListPageRequest,
	SessionEvent,
	SessionPersistDriver,
	SessionRecord,
} from "sandbox-agent";
import { SessionError } from "../errors/sessionErrors.ts";
import { pageLimit, pageOffset, toPage } from "./paging.ts";

/** Rivet stores about 1.28 MB, in an encoding that is somewhat larger than the JSON counted here. */
const MAX_STATE_BYTES = 1_000_000;

/** Tracks the size of an actor's state. It serializes the whole state only once. */
class StateBudget {
	#bytes: number;

	constructor(state: object) {
		this.#bytes = jsonBytes(state);
	}

	/**
	 * Reserves room for a value that replaces another.
	 *
	 * @throws {SessionError} `storage_full` when the state would grow too large. Nothing is reserved then.
	 */
	reserve(before: unknown, after: unknown): void {
		const bytes = this.#bytes + jsonBytes(after) - (before === undefined ? 0 : jsonBytes(before));
		if (bytes > MAX_STATE_BYTES) throw new SessionError(storageFull());
		this.#bytes = bytes;
	}
}

function storageFull(): ConstructorParameters<typeof SessionError>[0] {
	return {
		code: "storage_full",
		message:
			"The actor's state has reached the size that Rivet can store, so no more events can be added to the session's history.",
		hint: "Use SqliteSessionPersistDriver, which keeps events in rows of the actor's database.",
	};
}

function jsonBytes(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value));
}

/** What the driver stores in the actor's state, under its key. */
export interface RivetPersistData {
	/** The sessions by their id. */
	sessions: Record<string, SessionRecord>;
	/** The raw events of each session, by its id, in the order they were inserted. */
	events: Record<string, SessionEvent[]>;
}

/** The part of an actor's state that belongs to the driver, with its default key. */
export type RivetPersistState = { _sandboxAgentPersist: RivetPersistData };

/** The options of `RivetSessionPersistDriver`. */
export interface RivetSessionPersistDriverOptions {
	/** The key in `c.state` that holds the data. Default: `_sandboxAgentPersist`. */
	readonly stateKey?: string | undefined;
}

/**
 * Stores sessions and events in an actor's `c.state`, as the "Multiplayer" guide of sandbox-agent does.
 *
 * Suited to small sessions: Rivet silently stores no state above 1.28 MB, so this driver refuses more well before that.
 * `SqliteSessionPersistDriver` has no such limit, and costs the same however much is stored.
 *
 * @param ctx - The actor's context, or anything with its `state`.
 * @throws {SessionError} From `updateSession` and `insertEvent`: `storage_full` when the state holds about 1 MB.
 * @example
 * const persist = new RivetSessionPersistDriver(c);
 * const sdk = await SandboxAgent.connect({ baseUrl: c.state.baseUrl, persist });
 */
export class RivetSessionPersistDriver implements SessionPersistDriver {
	readonly #context: { readonly state: object };
	readonly #stateKey: string;
	readonly #budget: StateBudget;

	constructor(
		ctx: { readonly state: object },
		{ stateKey = "_sandboxAgentPersist" }: RivetSessionPersistDriverOptions = {},
	) {
		this.#context = ctx;
		this.#stateKey = stateKey;
		if (Reflect.get(ctx.state, stateKey) === undefined) Reflect.set(ctx.state, stateKey, { sessions: {}, events: {} });
		this.#budget = new StateBudget(ctx.state);
	}

	/** A copy of the session, or undefined if it is not stored. */
	async getSession(id: string): Promise<SessionRecord | undefined> {
		const session = this.#data.sessions[id];
		return session && copy(session);
	}

	/** Ordered by creation, then by id. */
	async listSessions(request: ListPageRequest = {}): Promise<ListPage<SessionRecord>> {
		const sessions = Object.values(this.#data.sessions);
		return page(
			sessions.toSorted((a, b) => a.createdAt - b.createdAt || compare(a.id, b.id)),
			request,
		);
	}

	/** Stores a session, or replaces the one with its id. Rejects with `storage_full`. */
	async updateSession(session: SessionRecord): Promise<void> {
		const { sessions } = this.#data;
		this.#budget.reserve(sessions[session.id], session);
		sessions[session.id] = copy(session);
	}

	/** Ordered by index, then by id. */
	async listEvents(request: ListEventsRequest): Promise<ListPage<SessionEvent>> {
		const events = this.#data.events[request.sessionId] ?? [];
		return page(
			events.toSorted((a, b) => a.eventIndex - b.eventIndex || compare(a.id, b.id)),
			request,
		);
	}

	/** Stores an event. Rejects with `storage_full`. */
	async insertEvent(sessionId: string, event: SessionEvent): Promise<void> {
		this.#budget.reserve(undefined, event);
		const { events } = this.#data;
		events[sessionId] ??= [];
		events[sessionId].push(copy(event));
	}

	get #data(): RivetPersistData {
		const data: unknown = Reflect.get(this.#context.state, this.#stateKey);
		if (isPersistData(data)) return data;
		throw new Error(
			`c.state.${this.#stateKey} does not hold the data of RivetSessionPersistDriver. Set another \`stateKey\`.`,
		);
	}
}

function isPersistData(value: unknown): value is RivetPersistData {
	return typeof value === "object" && value !== null && "sessions" in value && "events" in value;
}

function page<T>(items: readonly T[], request: ListPageRequest): ListPage<T> {
	const limit = pageLimit(request);
	const offset = pageOffset(request);
	const found = items.slice(offset, offset + limit + 1).map((item) => copy(item));
	return toPage(found, limit, () => String(offset + limit));
}

/** Values in the state may be proxies of Rivet, which `structuredClone` cannot clone. */
function copy<T>(value: T): T {
	return JSON.parse(JSON.stringify(value));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
