"use client";

import type { ApprovalItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { Ago } from "../../primitives/Time.tsx";

interface ApprovalOutcomeProps {
	readonly item: ApprovalItem;
}

/**
 * The outcome of a permission request.
 *
 * Data attributes: `data-status` (`pending`, `answered`, `cancelled`), `data-option-kind` of the answer.
 */
export function ApprovalOutcome({ item }: ApprovalOutcomeProps) {
	const labels = useLabels();
	const { state } = item;
	const answer = state.status === "answered" ? item.options.find(({ optionId }) => optionId === state.optionId) : null;
	return (
		<span className="wsc-approval-outcome" data-status={state.status} data-option-kind={answer?.optionKind}>
			<Icon name="permission" />
			<span className="wsc-approval-outcome-text">
				{state.status === "pending" && labels.waitingForApproval}
				{state.status === "cancelled" && labels.approvalCancelled[state.reason]}
				{state.status === "answered" &&
					labels.approvalAnswered(
						revealDirectionOverrides(answer?.name ?? state.optionId),
						answererNames(item),
						state.rule ?? null,
					)}
				{state.status === "answered" && <Ago at={state.answeredAt} />}
			</span>
		</span>
	);
}

/** Everyone who allowed it if several approvals were required, otherwise who answered. */
function answererNames({ votes = [], options, state }: ApprovalItem): string | null {
	if (state.status !== "answered" || !state.by) return null;
	const answer = options.find(({ optionId }) => optionId === state.optionId);
	const isRejected = answer?.optionKind.startsWith("reject") ?? false;
	return isRejected || votes.length < 2 ? state.by.name : votes.map(({ by }) => by.name).join(", ");
}

interface ApprovalVotesProps {
	readonly item: ApprovalItem;
}

/** Everyone who has voted if several approvals are required, with their answer and how long ago. */
export function ApprovalVotes({ item: { options, votes = [] } }: ApprovalVotesProps) {
	const labels = useLabels();
	const nameOf = (id: string) => options.find(({ optionId }) => optionId === id)?.name ?? id;
	return votes.map(({ by, optionId, at }) => (
		<p key={by.userId} className="wsc-faint">
			{labels.approvalAnswered(revealDirectionOverrides(nameOf(optionId)), by.name, null)} · <Ago at={at} />
		</p>
	));
}
