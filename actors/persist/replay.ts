import type { SessionEvent, SessionPersistDriver } from "sandbox-agent";
import { condenseHistory } from "./history.ts";

/** A driver that can be read from its end, so that restoring costs the same however long the past is. */
export interface NewestFirstDriver extends SessionPersistDriver {
	/** The last `limit` events of a session, oldest first. */
	listNewestEvents(sessionId: string, limit: number): Promise<readonly SessionEvent[]>;
}

/** Streamed words come in many small events: enough of them to hold a few turns. */
const NEWEST_EVENTS = 2_000;
const PAGE_EVENTS = 1_000;

/** The last events of a session, oldest first. A driver that can only be read from its start is read through. */
async function readNewestEvents(
	driver: SessionPersistDriver,
	sessionId: string,
	most = NEWEST_EVENTS,
): Promise<readonly SessionEvent[]> {
	if (isNewestFirst(driver)) return driver.listNewestEvents(sessionId, most);
	let newest: SessionEvent[] = [];
	let cursor: string | undefined;
	do {
		const request = { sessionId, limit: PAGE_EVENTS, ...(cursor === undefined ? {} : { cursor }) };
		const page = await driver.listEvents(request);
		newest = [...newest, ...page.items].slice(-most);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return newest;
}

function isNewestFirst(driver: SessionPersistDriver): driver is NewestFirstDriver {
	return "listNewestEvents" in driver;
}

/** What the SDK gives an agent of the past, in characters, less what it writes around it. */
const REPLAY_CHARACTERS = 11_500;

/**
 * A view of a driver for the SDK, in which the past is one short page: the newest of what was said and done.
 *
 * To restore a session the SDK reads every event twice and then tells the agent the *oldest* of the last 50 that fit
 * into 12,000 characters. Here it reads one page, twice, and all of it fits.
 *
 * @param characters - How much of the past the agent is told.
 * @example
 * const sdk = await SandboxAgent.connect({ baseUrl, persist: createReplayView(driver) });
 */
export function createReplayView(driver: SessionPersistDriver, characters = REPLAY_CHARACTERS): SessionPersistDriver {
	return {
		getSession: (id) => driver.getSession(id),
		listSessions: (request) => driver.listSessions(request),
		updateSession: (session) => driver.updateSession(session),
		insertEvent: (sessionId, event) => driver.insertEvent(sessionId, event),
		listEvents: async ({ sessionId }) => ({ items: await replayPage(driver, sessionId, characters) }),
	};
}

async function replayPage(
	driver: SessionPersistDriver,
	sessionId: string,
	characters: number,
): Promise<SessionEvent[]> {
	const newest = await readNewestEvents(driver, sessionId);
	return condenseHistory(newest, characters);
}

/**
 * A view of a driver for the SDK, in which the past is its last event. The SDK reads the past through to count on from
 * its end, and here it is told of the past by others.
 */
export function createLastEventView(driver: SessionPersistDriver): SessionPersistDriver {
	return {
		getSession: (id) => driver.getSession(id),
		listSessions: (request) => driver.listSessions(request),
		updateSession: (session) => driver.updateSession(session),
		insertEvent: (sessionId, event) => driver.insertEvent(sessionId, event),
		listEvents: async ({ sessionId }) => ({ items: [...(await readNewestEvents(driver, sessionId, 1))] }),
	};
}

/** What an agent that starts anew is told of the past, in characters. */
const HISTORY_CHARACTERS = 11_500;

/** Begins as the SDK's own does, by which a log and a timeline know it from what people say. */
const OPENING =
	"Previous session history is replayed below as JSON-RPC envelopes, its newest part. " +
	"Use it as context before responding to the latest user prompt.";

/**
 * The newest of what was said and done, as a text for an agent that does not remember it. Costs the same however long
 * the past is.
 *
 * @returns Null when nothing was said yet.
 */
export async function renderHistory(driver: SessionPersistDriver, sessionId: string): Promise<string | null> {
	const events = condenseHistory(await readNewestEvents(driver, sessionId), HISTORY_CHARACTERS);
	const told = events.filter(({ payload }) => "method" in payload && payload.method !== "session/new");
	const lines = told.map(({ createdAt, sender, payload }) => JSON.stringify({ createdAt, sender, payload }));
	return lines.length === 0 ? null : [OPENING, ...lines].join("\n");
}
