import type { SessionEvent } from "sandbox-agent";
import * as v from "valibot";
import { truncateText, truncateTextStart } from "../text/truncateText.ts";
import { isReplayedHistory } from "../timeline/index.ts";

/** A piece of the past worth telling an agent: what was asked, what it said, what it did. */
type HistoryEntry =
	| { readonly kind: "prompt"; readonly text: string }
	| { readonly kind: "message"; readonly text: string }
	| { readonly kind: "tool_call"; readonly toolCallId: string; readonly title?: string; readonly status?: string };

const textBlock = v.object({ type: v.literal("text"), text: v.string() });

const promptSchema = v.object({
	method: v.literal("session/prompt"),
	params: v.object({ prompt: v.array(v.union([textBlock, v.looseObject({ type: v.string() })])) }),
});

const updateSchema = v.object({
	method: v.literal("session/update"),
	params: v.object({
		update: v.variant("sessionUpdate", [
			v.object({ sessionUpdate: v.literal("agent_message_chunk"), content: textBlock }),
			v.object({
				sessionUpdate: v.picklist(["tool_call", "tool_call_update"]),
				toolCallId: v.string(),
				title: v.optional(v.string()),
				status: v.optional(v.string()),
			}),
		]),
	}),
});

/** The passage in an event; null when it holds nothing to tell. */
function parseHistoryEntry({ sender, payload }: SessionEvent): HistoryEntry | null {
	return sender === "client" ? parsePrompt(payload) : parseUpdate(payload);
}

function parsePrompt(payload: unknown): HistoryEntry | null {
	const parsed = v.safeParse(promptSchema, payload);
	if (!parsed.success) return null;
	// Past that was told before would be told again, and within it the past before that.
	const texts = parsed.output.params.prompt.map((block) => ("text" in block ? String(block.text) : `[${block.type}]`));
	return { kind: "prompt", text: texts.filter((text) => !isReplayedHistory(text)).join("\n") };
}

function parseUpdate(payload: unknown): HistoryEntry | null {
	const parsed = v.safeParse(updateSchema, payload);
	if (!parsed.success) return null;
	const { update } = parsed.output.params;
	if (update.sessionUpdate === "agent_message_chunk") return { kind: "message", text: update.content.text };
	const { toolCallId, title, status } = update;
	return {
		kind: "tool_call",
		toolCallId,
		...(title === undefined ? {} : { title }),
		...(status === undefined ? {} : { status }),
	};
}

/** A passage, and the event in which it began. */
interface JoinedEntry {
	readonly event: SessionEvent;
	readonly entry: HistoryEntry;
}

/** The passages of a stretch of events: a message's chunks as one, a tool call's updates as one, in order. */
function joinHistoryEntries(events: readonly SessionEvent[]): readonly JoinedEntry[] {
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
