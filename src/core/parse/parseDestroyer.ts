import { isRecord } from "./parseRecord.ts";

/** The name of whoever ended the workspace; null when the event does not tell. */
export function parseDestroyerName(event: unknown): string | null {
	const by = isRecord(event) ? event.by : null;
	return isRecord(by) && typeof by.name === "string" ? by.name : null;
}
