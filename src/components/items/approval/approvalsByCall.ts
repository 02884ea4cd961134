import type { ApprovalItem, TimelineItem, ToolCallItem } from "../../../protocol/index.ts";
import { isRecord } from "../../../protocol/isRecord.ts";

/**
 * Maps the ids of tool calls to the ids of the permission requests that are shown in their rows. A call has the first of
 * its requests. Later ones, those whose call is not loaded, and those that were for something else than the call says
 * now, have rows of their own: the answer belongs to what was shown to whoever answered.
 */
export function approvalsByCall(items: readonly TimelineItem[]): ReadonlyMap<string, string> {
	const calls = new Map<string, ToolCallItem>();
	const approvals = new Map<string, string>();
	for (const item of items) {
		// Agents may reuse an id: a request is for the newest call with it.
		if (item.kind === "tool_call") calls.set(item.toolCallId, item);
		if (item.kind !== "approval") continue;
		const call = calls.get(item.toolCall.toolCallId);
		if (call && isAbout(item, call) && !approvals.has(call.id)) approvals.set(call.id, item.id);
	}
	return approvals;
}

/** Whether a request was for what the call says now. Its content is no sign: agents replace it by what was done. */
function isAbout({ toolCall, truncated }: ApprovalItem, call: ToolCallItem): boolean {
	if (call.title !== toolCall.title) return false;
	// Agents that say only later what they run have asked for it by the title.
	if (isEmpty(toolCall.rawInput) || isEmpty(call.rawInput) || truncated || call.truncated) return true;
	return toText(toolCall.rawInput) === toText(call.rawInput);
}

function isEmpty(rawInput: unknown): boolean {
	return rawInput === undefined || rawInput === null || (isRecord(rawInput) && Object.keys(rawInput).length === 0);
}

/** Items are compared whenever one of them changes, and most inputs stay the same objects. */
const texts = new WeakMap<object, string>();

function toText(rawInput: unknown): string {
	if (typeof rawInput !== "object" || rawInput === null) return String(rawInput);
	const text = texts.get(rawInput) ?? JSON.stringify(rawInput);
	texts.set(rawInput, text);
	return text;
}
