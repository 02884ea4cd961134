"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useApprovals } from "../../react/useApprovals.ts";
import { partClass } from "../part/partClass.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";

export interface ApprovalDockProps {
	readonly className?: string | undefined;
}

/** The permission that waits longest, where nobody scrolls past it, and how many wait behind it. */
export function ApprovalDock({ className }: ApprovalDockProps) {
	const labels = useLabels();
	const [next, ...others] = useApprovals();
	if (!next) return null;
	return (
		<div className={partClass("wsc-approval-dock", className)}>
			{/* A new one is another card: nobody's click may land on what came in under it. */}
			<ApprovalCard key={next.id} item={next} />
			{others.length > 0 && <p className="wsc-faint">{labels.approvalsWaiting(others.length)}</p>}
		</div>
	);
}
