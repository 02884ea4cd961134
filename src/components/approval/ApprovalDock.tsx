"use client";
import { useState } from "react";
import { useApprovals } from "../../react/useApprovals.ts";
import { partClass } from "../part/partClass.ts";
import { ToolCallHead } from "../tool-call/ToolCallHead.tsx";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { ApprovalOutcome } from "./ApprovalOutcome.tsx";
import { ApprovalTabs } from "./ApprovalTabs.tsx";
import { useAnsweredByOther } from "./useAnsweredByOther.ts";

export interface ApprovalDockProps {
	readonly className?: string | undefined;
}

/**
 * The permissions that wait, where nobody scrolls past them: the oldest, or the one that was turned to, in full, and all
 * of them by their titles. What somebody else answered meanwhile is told for some seconds.
 */
export function ApprovalDock({ className }: ApprovalDockProps) {
	const approvals = useApprovals();
	const answered = useAnsweredByOther();
	const [chosen, choose] = useState<string | null>(null);
	const shown = approvals.find(({ id }) => id === chosen) ?? approvals[0];
	if (!shown && !answered) return null;
	return (
		<div className={partClass("wsc-approval-dock", className)}>
			{answered && (
				<div className="wsc-queued">
					<ToolCallHead call={answered.toolCall} />
					<ApprovalOutcome item={answered} />
				</div>
			)}
			{/* A new one is another card: nobody's click may land on what came in under it. */}
			{shown && <ApprovalCard key={shown.id} item={shown} />}
			{shown && approvals.length > 1 && <ApprovalTabs approvals={approvals} shown={shown} onChoose={choose} />}
		</div>
	);
}
