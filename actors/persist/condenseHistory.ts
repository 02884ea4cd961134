import type { SessionEvent } from "sandbox-agent";
import { truncateText, truncateTextStart } from "../text/cutText.ts";
import { type JoinedEntry, joinHistoryEntries } from "./joinPassages.ts";
import type { HistoryEntry } from "./passage.ts";

/** The SDK looks at no more of them. */
const MAX_EVENTS = 50;

/** So that one long text does not push out everything else; its beginning and end tell most. */
const ENTRY_CHARACTERS = 3_000;

/**
 * The newest of what was said and done, as few events in the shape of ACP whose JSON has at most `characters`.
 *
 * @param events - Oldest first. The last one's index is kept: the SDK counts on from it.
 */
export function condenseHistory(events: readonly SessionEvent[], characters: number): SessionEvent[] {
	const last = events.at(-1);
	if (!last) return [];
	const newestFirst: SessionEvent[] = [];
	let room = characters;
	for (const told of joinHistoryEntries(events).toReversed()) {
		const event = toEvent(told);
		room -= lineLength(event);
		if (room < 0 || newestFirst.length === MAX_EVENTS) break;
		newestFirst.push(event);
	}
	const condensed = newestFirst.toReversed();
	const end = condensed.pop() ?? { ...last, payload: { jsonrpc: "2.0", method: "session/new" } };
	return [...condensed, { ...end, eventIndex: last.eventIndex }];
}

/** As the SDK writes it down for the agent, a line each. */
function lineLength({ createdAt, sender, payload }: SessionEvent): number {
	return JSON.stringify({ createdAt, sender, payload }).length + 1;
}

function toEvent({ event, entry }: JoinedEntry): SessionEvent {
	return { ...event, payload: { jsonrpc: "2.0", ...toMessage(entry) } };
}

function toMessage(passage: HistoryEntry): { method: string; params: unknown } {
	if (passage.kind === "prompt") {
		return { method: "session/prompt", params: { prompt: [{ type: "text", text: truncateMiddle(passage.text) }] } };
	}
	if (passage.kind === "tool_call") {
		const { toolCallId: _id, kind: sessionUpdate, title = "", status } = passage;
		return { method: "session/update", params: { update: { sessionUpdate, title: truncateMiddle(title), status } } };
	}
	const content = { type: "text", text: truncateMiddle(passage.text) };
	return { method: "session/update", params: { update: { sessionUpdate: "agent_message_chunk", content } } };
}

function truncateMiddle(text: string): string {
	if (text.length <= ENTRY_CHARACTERS) return text;
	const half = Math.floor(ENTRY_CHARACTERS / 2);
	return `${truncateText(text, half)}\n[…]\n${truncateTextStart(text, half)}`;
}
