"use client";
import { type ApprovalItem, isAtLeastRole, type Role } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useClockOffset } from "../../react/useClockOffset.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { Countdown } from "../time/Countdown.tsx";
import { ApprovalVotes } from "./ApprovalVotes.tsx";

interface ApprovalRequirementsProps {
	readonly item: ApprovalItem;
}

/** Who has to answer, who has already, by which rule they are asked, and until when. */
export function ApprovalRequirements({ item }: ApprovalRequirementsProps) {
	const { requirements, votes = [], rule, expiresAt } = item;
	const labels = useLabels();
	const offset = useClockOffset();
	const approvalRole = useWorkspaceSelector((state) => state.approvalRole);
	const role = requiredRole(requirements?.role, approvalRole);
	return (
		<>
			{role && (
				<p className="wsc-faint">
					{labels.approvalRequirements(role, requirements?.approvers ?? 1, votes.length)}
					{rule !== undefined && ` · ${labels.approvalRule(rule)}`}
				</p>
			)}
			<ApprovalVotes item={item} />
			{expiresAt !== undefined && (
				<>
					<Countdown until={expiresAt} format={labels.approvalExpires} />
					{/* Read out is the moment, by the reader's own clock: a number that ticks would never be silent. */}
					<span className="wsc-hidden">{labels.approvalExpiresAt(labels.time(expiresAt - offset))}</span>
				</>
			)}
		</>
	);
}

/** Who answers has to reach both the role that this permission needs and the one that may answer at all. */
function requiredRole(needed: Role | undefined, approvalRole: Role | null): Role | null {
	if (!needed || !approvalRole) return needed ?? approvalRole;
	return isAtLeastRole(needed, approvalRole) ? needed : approvalRole;
}
