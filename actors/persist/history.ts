import type { SessionEvent } from "sandbox-agent";
import * as v from "valibot";
import { truncateText, truncateTextStart } from "../../src/rules/truncateText.ts";
import { isReplayedHistory } from "../timeline/index.ts";

/** An entry of the history that an agent gets: a prompt, a message of the agent, or a tool call. */
type HistoryEntry =
	| { readonly kind: "prompt"; readonly text: string }
	| { readonly kind: "message"; readonly text: string }
	| { readonly kind: "tool_call"; readonly toolCallId: string; readonly title?: string; readonly status?: string };

const textBlockSchema = v.object({ type: v.literal("text"), text: v.string() });

const promptSchema = v.object({
	method: v.picklist(["session/prompt", "_session/steering"]),
	params: v.object({ prompt: v.array(v.union([textBlockSchema, v.looseObject({ type: v.string() })])) }),
});

const updateSchema = v.object({
	method: v.literal("session/update"),
	params: v.object({
		update: v.variant("sessionUpdate", [
			v.object({ sessionUpdate: v.literal("agent_message_chunk"), content: textBlockSchema }),
			v.object({
				sessionUpdate: v.picklist(["tool_call", "tool_call_update"]),
				toolCallId: v.string(),
				title: v.optional(v.string()),
				status: v.optional(v.string()),
			}),
		]),
	}),
});

/** Null when the event is not a part of the history. */
function parseHistoryEntry({ sender, payload }: SessionEvent): HistoryEntry | null {
	return sender === "client" ? parsePrompt(payload) : parseUpdate(payload);
}

function parsePrompt(payload: unknown): HistoryEntry | null {
	const parsed = v.safeParse(promptSchema, payload);
	if (!parsed.success) return null;
	// Without the replayed history, which would otherwise be nested with every restart.
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

/** An entry, and the event in which it began. */
interface JoinedEntry {
	readonly event: SessionEvent;
	readonly entry: HistoryEntry;
}

/** The entries of some events, in order. The chunks of a message are joined to one entry, likewise the updates of a tool call. */
function joinHistoryEntries(events: readonly SessionEvent[]): readonly JoinedEntry[] {
	const entries: JoinedEntry[] = [];
	const toolCallIndexes = new Map<string, number>();
	for (const event of events) {
		const entry = parseHistoryEntry(event);
		if (!entry) continue;
		const index = entry.kind === "tool_call" ? toolCallIndexes.get(entry.toolCallId) : entries.length - 1;
		const before = index === undefined ? undefined : entries[index];
		const joined = before && joinEntries(before.entry, entry);
		if (before && joined && index !== undefined) entries[index] = { event: before.event, entry: joined };
		else {
			if (entry.kind === "tool_call") toolCallIndexes.set(entry.toolCallId, entries.length);
			entries.push({ event, entry });
		}
	}
	return entries;
}

function joinEntries(before: HistoryEntry, next: HistoryEntry): HistoryEntry | null {
	if (before.kind === "message" && next.kind === "message") return { kind: "message", text: before.text + next.text };
	if (before.kind === "tool_call" && next.kind === "tool_call") return { ...before, ...next };
	return null;
}

/** The SDK uses no more of them. */
const MAX_EVENTS = 50;

/** So that one long text does not displace everything else. Its beginning and its end are kept. */
const ENTRY_CHARACTERS = 3_000;

/**
 * The newest prompts, messages and tool calls of a session, as events of ACP whose JSON has at most `characters`
 * characters together.
 *
 * @param events - Oldest first. The result keeps the index of the last one, because the SDK continues from it.
 */
export function condenseHistory(events: readonly SessionEvent[], characters: number): SessionEvent[] {
	const last = events.at(-1);
	if (!last) return [];
	const newestFirst: SessionEvent[] = [];
	let remaining = characters;
	for (const entry of joinHistoryEntries(events).toReversed()) {
		const event = toEvent(entry);
		remaining -= lineLength(event);
		if (remaining < 0 || newestFirst.length === MAX_EVENTS) break;
		newestFirst.push(event);
	}
	const condensed = newestFirst.toReversed();
	const end = condensed.pop() ?? { ...last, payload: { jsonrpc: "2.0", method: "session/new" } };
	return [...condensed, { ...end, eventIndex: last.eventIndex }];
}

/** The length of an event in the history for the agent, where each is a line of JSON. */
function lineLength({ createdAt, sender, payload }: SessionEvent): number {
	return JSON.stringify({ createdAt, sender, payload }).length + 1;
}

function toEvent({ event, entry }: JoinedEntry): SessionEvent {
	return { ...event, payload: { jsonrpc: "2.0", ...toMessage(entry) } };
}

function toMessage(entry: HistoryEntry): { method: string; params: unknown } {
	if (entry.kind === "prompt") {
		return { method: "session/prompt", params: { prompt: [{ type: "text", text: truncateMiddle(entry.text) }] } };
	}
	if (entry.kind === "tool_call") {
		const { toolCallId: _id, kind: sessionUpdate, title = "", status } = entry;
		return { method: "session/update", params: { update: { sessionUpdate, title: truncateMiddle(title), status } } };
	}
	const content = { type: "text", text: truncateMiddle(entry.text) };
	return { method: "session/update", params: { update: { sessionUpdate: "agent_message_chunk", content } } };
}

function truncateMiddle(text: string): string {
	if (text.length <= ENTRY_CHARACTERS) return text;
	const half = Math.floor(ENTRY_CHARACTERS / 2);
	return `${truncateText(text, half)}\n[…]\n${truncateTextStart(text, half)}`;
}
