import type { SessionEvent } from "sandbox-agent";
import { type HistoryEntry, parseHistoryEntry } from "./passage.ts";

/** A passage, and the event in which it began. */
export interface JoinedEntry {
	readonly event: SessionEvent;
	readonly entry: HistoryEntry;
}

/** The passages of a stretch of events: a message's chunks as one, a tool call's updates as one, in order. */
export function joinHistoryEntries(events: readonly SessionEvent[]): readonly JoinedEntry[] {
	const told: JoinedEntry[] = [];
	const callPlaces = new Map<string, number>();
	for (const event of events) {
		const entry = parseHistoryEntry(event);
		if (!entry) continue;
		const place = entry.kind === "tool_call" ? callPlaces.get(entry.toolCallId) : told.length - 1;
		const before = place === undefined ? undefined : told[place];
		const joined = before && joinEntries(before.entry, entry);
		if (before && joined && place !== undefined) told[place] = { event: before.event, entry: joined };
		else {
			if (entry.kind === "tool_call") callPlaces.set(entry.toolCallId, told.length);
			told.push({ event, entry });
		}
	}
	return told;
}

function joinEntries(before: HistoryEntry, next: HistoryEntry): HistoryEntry | null {
	if (before.kind === "message" && next.kind === "message") return { kind: "message", text: before.text + next.text };
	if (before.kind === "tool_call" && next.kind === "tool_call") return { ...before, ...next };
	return null;
}
