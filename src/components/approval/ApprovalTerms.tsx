"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Countdown } from "../time/Countdown.tsx";

interface ApprovalTermsProps {
	readonly item: ApprovalItem;
}

/** Who has to answer, who has already, by which rule they are asked, and until when. */
export function ApprovalTerms({ item: { needs, votes = [], rule, expiresAt } }: ApprovalTermsProps) {
	const labels = useLabels();
	const names = votes.map(({ by }) => by.name);
	return (
		<>
			{needs && (
				<p className="wsc-faint">
					{labels.approvalNeeds(needs.role, needs.approvers, names)}
					{rule !== undefined && ` · ${labels.approvalRule(rule)}`}
				</p>
			)}
			{expiresAt !== undefined && <Countdown until={expiresAt} say={labels.approvalExpires} />}
		</>
	);
}
