"use client";
import { type ApprovalItem, type Role, reachesRole } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useClockOffset } from "../../react/useClockOffset.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { Countdown } from "../time/Countdown.tsx";
import { ApprovalVotes } from "./ApprovalVotes.tsx";

interface ApprovalTermsProps {
	readonly item: ApprovalItem;
}

/** Who has to answer, who has already, by which rule they are asked, and until when. */
export function ApprovalTerms({ item }: ApprovalTermsProps) {
	const { needs, votes = [], rule, expiresAt } = item;
	const labels = useLabels();
	const offset = useClockOffset();
	const answerRole = useWorkspaceSelector((state) => state.answerRole);
	const role = leastRole(needs?.role, answerRole);
	return (
		<>
			{role && (
				<p className="wsc-faint">
					{labels.approvalNeeds(role, needs?.approvers ?? 1, votes.length)}
					{rule !== undefined && ` · ${labels.approvalRule(rule)}`}
				</p>
			)}
			<ApprovalVotes item={item} />
			{expiresAt !== undefined && (
				<>
					<Countdown until={expiresAt} say={labels.approvalExpires} />
					{/* Read out is the moment, by the reader's own clock: a number that ticks would never be silent. */}
					<span className="wsc-hidden">{labels.approvalExpiresAt(labels.time(expiresAt - offset))}</span>
				</>
			)}
		</>
	);
}

/** Who answers has to reach both the role that this permission needs and the one that may answer at all. */
function leastRole(needed: Role | undefined, answerRole: Role | null): Role | null {
	if (!needed || !answerRole) return needed ?? answerRole;
	return reachesRole(needed, answerRole) ? needed : answerRole;
}
