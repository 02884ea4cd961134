import type { SessionEvent, SessionPersistDriver } from "sandbox-agent";
import { condenseHistory } from "./condenseHistory.ts";
import { readNewestEvents } from "./readNewestEvents.ts";

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
