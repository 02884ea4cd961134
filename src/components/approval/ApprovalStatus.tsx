"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useNextExpiry } from "./useNextExpiry.ts";

interface ApprovalStatusProps {
	readonly approvals: readonly ApprovalItem[];
}

/**
 * Says aloud that permissions wait, and when time runs out for the next. It is always there: a live region that comes
 * with its text is not read out.
 */
export function ApprovalStatus({ approvals }: ApprovalStatusProps) {
	const labels = useLabels();
	const leftMs = useNextExpiry(approvals);
	return (
		<span className="wsc-hidden" role="status">
			{approvals.length > 0 && labels.approvalsWaiting(approvals.length)}
			{leftMs !== null && ` · ${labels.approvalExpires(labels.duration(leftMs))}`}
		</span>
	);
}
