"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Countdown } from "../time/Countdown.tsx";
import { ApprovalVotes } from "./ApprovalVotes.tsx";

interface ApprovalTermsProps {
	readonly item: ApprovalItem;
}

/** Who has to answer, who has already, by which rule they are asked, and until when. */
export function ApprovalTerms({ item }: ApprovalTermsProps) {
	const { needs, votes = [], rule, expiresAt } = item;
	const labels = useLabels();
	return (
		<>
			{needs && (
				<p className="wsc-faint">
					{labels.approvalNeeds(needs.role, needs.approvers, votes.length)}
					{rule !== undefined && ` · ${labels.approvalRule(rule)}`}
				</p>
			)}
			<ApprovalVotes item={item} />
			{expiresAt !== undefined && <Countdown until={expiresAt} say={labels.approvalExpires} />}
		</>
	);
}
