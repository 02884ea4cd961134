import type { SessionEvent, SessionPersistDriver } from "sandbox-agent";
import { condenseHistory } from "./history.ts";

/** A driver that can be read from its end, so that restoring a session costs the same however long its history is. */
export interface NewestFirstDriver extends SessionPersistDriver {
	/** The last `limit` events of a session, oldest first. */
	listNewestEvents(sessionId: string, limit: number): Promise<readonly SessionEvent[]>;
}

/** Streamed text comes in many small events: enough of them for a few turns. */
const NEWEST_EVENTS = 2_000;
const PAGE_EVENTS = 1_000;

/** The last `limit` events of a session, oldest first. A driver without `listNewestEvents` is read from its start. */
async function readNewestEvents(
	driver: SessionPersistDriver,
	sessionId: string,
	limit = NEWEST_EVENTS,
): Promise<readonly SessionEvent[]> {
	if (isNewestFirst(driver)) return driver.listNewestEvents(sessionId, limit);
	let newest: SessionEvent[] = [];
	let cursor: string | undefined;
	do {
		const request = { sessionId, limit: PAGE_EVENTS, ...(cursor === undefined ? {} : { cursor }) };
		const page = await driver.listEvents(request);
		newest = [...newest, ...page.items].slice(-limit);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return newest;
}

function isNewestFirst(driver: SessionPersistDriver): driver is NewestFirstDriver {
	return "listNewestEvents" in driver;
}

/** The SDK puts 12,000 characters of history before a prompt; this leaves room for its own text around them. */
const REPLAY_CHARACTERS = 11_500;

/**
 * A view of a driver for the SDK in which the history is one short page: the newest prompts, messages and tool calls.
 *
 * To restore a session the SDK reads every event twice and then gives the agent the *oldest* of the last 50 that fit
 * into 12,000 characters. With this view it reads one page twice, and all of it fits.
 *
 * @param characters - How much history the agent gets.
 * @example
 * const sdk = await SandboxAgent.connect({ baseUrl, persist: createReplayView(driver) });
 */
export function createReplayView(driver: SessionPersistDriver, characters = REPLAY_CHARACTERS): SessionPersistDriver {
	return viewOf(driver, async (sessionId) => condenseHistory(await readNewestEvents(driver, sessionId), characters));
}

/**
 * A view of a driver for the SDK in which the history is its last event. The SDK reads the history only to continue its
 * index: the agent gets the history from `renderHistory`.
 */
export function createLastEventView(driver: SessionPersistDriver): SessionPersistDriver {
	return viewOf(driver, (sessionId) => readNewestEvents(driver, sessionId, 1));
}

function viewOf(
	driver: SessionPersistDriver,
	readEvents: (sessionId: string) => Promise<readonly SessionEvent[]>,
): SessionPersistDriver {
	return {
		getSession: (id) => driver.getSession(id),
		listSessions: (request) => driver.listSessions(request),
		updateSession: (session) => driver.updateSession(session),
		insertEvent: (sessionId, event) => driver.insertEvent(sessionId, event),
		listEvents: async ({ sessionId }) => ({ items: [...(await readEvents(sessionId))] }),
	};
}

/** Begins like the SDK's own replay, so that `isReplayedHistory` recognises both. */
const OPENING =
	"Previous session history is replayed below as JSON-RPC envelopes, its newest part. " +
	"Use it as context before responding to the latest user prompt.";

/**
 * The newest prompts, messages and tool calls as a text for an agent that does not remember them. Costs the same however
 * long the history is.
 *
 * @returns Null when the history is empty.
 */
export async function renderHistory(driver: SessionPersistDriver, sessionId: string): Promise<string | null> {
	const events = condenseHistory(await readNewestEvents(driver, sessionId), REPLAY_CHARACTERS);
	const messages = events.filter(({ payload }) => "method" in payload && payload.method !== "session/new");
	const lines = messages.map(({ createdAt, sender, payload }) => JSON.stringify({ createdAt, sender, payload }));
	return lines.length === 0 ? null : [OPENING, ...lines].join("\n");
}
