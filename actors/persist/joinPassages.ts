import type { SessionEvent } from "sandbox-agent";
import { type Passage, parsePassage } from "./passage.ts";

/** A passage, and the event in which it began. */
export interface ToldPassage {
	readonly event: SessionEvent;
	readonly passage: Passage;
}

/** The passages of a stretch of events: a message's chunks as one, a tool call's updates as one, in order. */
export function joinPassages(events: readonly SessionEvent[]): readonly ToldPassage[] {
	const told: ToldPassage[] = [];
	const callPlaces = new Map<string, number>();
	for (const event of events) {
		const passage = parsePassage(event);
		if (!passage) continue;
		const place = passage.kind === "tool_call" ? callPlaces.get(passage.toolCallId) : told.length - 1;
		const before = place === undefined ? undefined : told[place];
		const joined = before && join(before.passage, passage);
		if (before && joined && place !== undefined) told[place] = { event: before.event, passage: joined };
		else {
			if (passage.kind === "tool_call") callPlaces.set(passage.toolCallId, told.length);
			told.push({ event, passage });
		}
	}
	return told;
}

function join(before: Passage, next: Passage): Passage | null {
	if (before.kind === "message" && next.kind === "message") return { kind: "message", text: before.text + next.text };
	if (before.kind === "tool_call" && next.kind === "tool_call") return { ...before, ...next };
	return null;
}
