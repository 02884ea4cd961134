import type { ApprovalItem, ToolCall, ToolCallContent } from "../../protocol/index.ts";

/**
 * A call with the diffs that its permission was asked for. Once one is refused or stopped some agents put a sentence in
 * their place, and nobody could see any more what it was about.
 */
export function withApprovalDiffs(call: ToolCall, approval: ApprovalItem | undefined): ToolCall {
	const asked = approval?.toolCall.content.filter(isDiff) ?? [];
	if (asked.length === 0 || call.content.some(isDiff)) return call;
	return { ...call, content: [...asked, ...call.content] };
}

function isDiff(part: ToolCallContent): boolean {
	return part.type === "diff";
}
