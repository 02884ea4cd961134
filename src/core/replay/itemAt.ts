import type { ApprovalItem, NoteItem, QuestionItem, TimelineItem, ToolCallItem } from "../../protocol/index.ts";
import type { StreamedItem } from "../state/selectors.ts";
import { decidedAt, type ItemTimes } from "./itemTimes.ts";

/**
 * An item that has appeared, as it was at a moment: a text as far as it had grown, a tool call that runs, a request that
 * waits. What a transcript does not say of that moment is left out, as the output of a call that had not ended. The item
 * itself once it is settled.
 *
 * @param at - Milliseconds since 1970, by the workspace's clock.
 */
export function itemAt(item: TimelineItem, at: number, times: ItemTimes): TimelineItem {
	if (at >= times.settled) return item;
	switch (item.kind) {
		case "prompt":
			return { ...item, state: "running", result: null };
		case "message":
			return { ...item, text: textAt(item, at, times), blocks: [], open: true };
		case "thought":
			return { ...item, text: textAt(item, at, times), open: true, endedAt: null };
		case "tool_call":
			return callAt(item);
		case "plan":
			return { ...item, entries: item.entries.map((entry) => ({ ...entry, status: "pending" })) };
		case "approval":
			return approvalAt(item, at);
		case "question":
			return questionAt(item, at);
		case "note":
			return noteAt(item, at);
		case "event":
			return item.event.type === "background_work" ? { ...item, event: { ...item.event, endedAt: null } } : item;
		default:
			return item;
	}
}

/** Never empty, because a text appears with its first word. */
function textAt({ text }: StreamedItem, at: number, { begin, grown }: ItemTimes): string {
	if (at >= grown) return text;
	const length = Math.max(1, Math.floor((text.length * (at - begin)) / (grown - begin)));
	return text.slice(0, endsInPair(text, length) ? length + 1 : length);
}

/** Whether a text would end with the first half of a character that has two. */
function endsInPair(text: string, length: number): boolean {
	const last = text.charCodeAt(length - 1);
	return last >= 0xd800 && last <= 0xdbff;
}

/** What it would change is known from its beginning, what it has produced is not. */
function callAt({ rawOutput: _rawOutput, ...item }: ToolCallItem): ToolCallItem {
	const content = item.content.filter(({ type }) => type === "diff");
	return { ...item, status: "in_progress", content, endedAt: null };
}

function approvalAt(item: ApprovalItem, at: number): ApprovalItem {
	const { claim, votes, ...rest } = item;
	return {
		...rest,
		...(claim && claim.at <= at && { claim }),
		...(votes && { votes: votes.filter((vote) => vote.at <= at) }),
		state: isDecided(item, at) ? item.state : { status: "pending" },
	};
}

function questionAt(item: QuestionItem, at: number): QuestionItem {
	const { claim, ...rest } = item;
	return {
		...rest,
		...(claim && claim.at <= at && { claim }),
		state: isDecided(item, at) ? questionStateAt(item.state, at) : { status: "pending" },
	};
}

function questionStateAt(state: QuestionItem["state"], at: number): QuestionItem["state"] {
	if (state.status !== "answered" || (state.completedAt ?? at) <= at) return state;
	const { completedAt: _completedAt, ...answered } = state;
	return answered;
}

function isDecided(item: ApprovalItem | QuestionItem, at: number): boolean {
	return at >= (decidedAt(item) ?? Number.POSITIVE_INFINITY);
}

function noteAt(item: NoteItem, at: number): NoteItem {
	const { editedAt, resolved } = item;
	return {
		...item,
		editedAt: editedAt !== null && editedAt <= at ? editedAt : null,
		resolved: resolved && resolved.at <= at ? resolved : null,
	};
}
