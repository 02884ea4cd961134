import type { SessionEvent, SessionPersistDriver } from "sandbox-agent";

/** A driver that can be read from its end, so that restoring costs the same however long the past is. */
export interface NewestFirstDriver extends SessionPersistDriver {
	/** The last `limit` events of a session, oldest first. */
	listNewestEvents(sessionId: string, limit: number): Promise<readonly SessionEvent[]>;
}

/** Streamed words come in many small events: enough of them to hold a few turns. */
const NEWEST_EVENTS = 2_000;
const PAGE_EVENTS = 1_000;

/** The last events of a session, oldest first. A driver that can only be read from its start is read through. */
export async function readNewestEvents(
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
