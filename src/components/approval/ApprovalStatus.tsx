"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useExpiryWarning } from "./useNextExpiry.ts";

interface ApprovalAnnouncerProps {
	readonly approvals: readonly ApprovalItem[];
}

/**
 * Says aloud that permissions wait, and when time runs out for the next. It is always there: a live region that comes
 * with its text is not read out.
 */
export function ApprovalAnnouncer({ approvals }: ApprovalAnnouncerProps) {
	const labels = useLabels();
	const leftMs = useExpiryWarning(approvals);
	return (
		<span className="wsc-hidden" role="status">
			{approvals.length > 0 && labels.approvalsPending(approvals.length)}
			{leftMs !== null && ` · ${labels.approvalExpires(labels.duration(leftMs))}`}
		</span>
	);
}
