import type { ApprovalItem, ToolCallItem } from "../../protocol/index.ts";

/** Since when a call runs: from where it was allowed if it had to be asked for. Null for one that was not let run. */
export function toolCallStartedAt({ createdAt }: ToolCallItem, approval: ApprovalItem | undefined): number | null {
	if (!approval) return createdAt;
	return approval.state.status === "answered" ? Math.max(createdAt, approval.state.answeredAt) : null;
}
