"use client";
import { useId, useState } from "react";
import { useApprovals } from "../../react/useApprovals.ts";
import { partClassName } from "../part/partClass.ts";
import { ToolCallHeader } from "../tool-call/ToolCallHead.tsx";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { ApprovalOutcome } from "./ApprovalOutcome.tsx";
import { ApprovalAnnouncer } from "./ApprovalStatus.tsx";
import { ApprovalTabs, approvalTabId } from "./ApprovalTabs.tsx";
import { useAnsweredElsewhere } from "./useAnsweredByOther.ts";

export interface ApprovalDockProps {
	readonly className?: string | undefined;
}

/**
 * The permissions that wait, where nobody scrolls past them: the oldest, or the one that was turned to, in full, and all
 * of them by their titles. What somebody else answered meanwhile is told for some seconds.
 */
export function ApprovalDock({ className }: ApprovalDockProps) {
	const approvals = useApprovals();
	const answered = useAnsweredElsewhere();
	const [chosen, choose] = useState<string | null>(null);
	const shown = approvals.find(({ id }) => id === chosen) ?? approvals[0];
	const id = useId();
	const tabs = shown && approvals.length > 1 ? { id, approvals, selected: shown } : null;
	return (
		<>
			<ApprovalAnnouncer approvals={approvals} />
			{(shown || answered) && (
				<div className={partClassName("wsc-approval-dock", className)}>
					{answered && (
						<div className="wsc-queued">
							<ToolCallHeader call={answered.toolCall} />
							<ApprovalOutcome item={answered} />
						</div>
					)}
					{/* A new one is another card: nobody's click may land on what came in under it. */}
					{shown && (
						<ApprovalCard
							key={shown.id}
							item={shown}
							id={id}
							tabId={tabs ? approvalTabId(id, approvals.indexOf(shown)) : undefined}
						/>
					)}
					{tabs && <ApprovalTabs {...tabs} onSelect={choose} />}
				</div>
			)}
		</>
	);
}
