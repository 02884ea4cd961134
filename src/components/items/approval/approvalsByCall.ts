import type { TimelineItem } from "../../../protocol/index.ts";

/**
 * Which permission is shown in the row of which call: by the call's item, the permission's. A call that is asked about
 * again keeps the first; what comes later, or whose call is not loaded, stands by itself.
 */
export function approvalsByCall(items: readonly TimelineItem[]): ReadonlyMap<string, string> {
	const calls = new Map<string, string>();
	const approvals = new Map<string, string>();
	for (const item of items) {
		// Agents may use an id again: the newest call of that id is the one that is asked about.
		if (item.kind === "tool_call") calls.set(item.toolCallId, item.id);
		if (item.kind !== "approval") continue;
		const call = calls.get(item.toolCall.toolCallId);
		if (call !== undefined && !approvals.has(call)) approvals.set(call, item.id);
	}
	return approvals;
}
