import type { TimelineItem } from "../../../protocol/index.ts";

/**
 * Maps the ids of tool calls to the ids of the permission requests that are shown in their rows. A call has the first of
 * its requests; later ones, and those whose call is not loaded, have rows of their own.
 */
export function approvalsByCall(items: readonly TimelineItem[]): ReadonlyMap<string, string> {
	const calls = new Map<string, string>();
	const approvals = new Map<string, string>();
	for (const item of items) {
		// Agents may reuse an id: a request is for the newest call with it.
		if (item.kind === "tool_call") calls.set(item.toolCallId, item.id);
		if (item.kind !== "approval") continue;
		const call = calls.get(item.toolCall.toolCallId);
		if (call !== undefined && !approvals.has(call)) approvals.set(call, item.id);
	}
	return approvals;
}
