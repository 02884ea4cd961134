import type { SessionPersistDriver } from "sandbox-agent";
import { readNewestEvents } from "./readNewestEvents.ts";

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
