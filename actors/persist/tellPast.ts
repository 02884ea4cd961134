import type { SessionPersistDriver } from "sandbox-agent";
import { condenseHistory } from "./condenseHistory.ts";
import { readNewestEvents } from "./readNewestEvents.ts";

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
