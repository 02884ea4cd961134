"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Time } from "../time/Time.tsx";

interface ApprovalOutcomeProps {
	readonly item: ApprovalItem;
}

/** What came of a permission that was asked for. */
export function ApprovalOutcome({ item }: ApprovalOutcomeProps) {
	const labels = useLabels();
	const { state } = item;
	switch (state.status) {
		case "pending":
			return <span className="wsc-outcome">{labels.waitingForApproval}</span>;
		case "cancelled":
			return <span className="wsc-outcome">{labels.approvalCancelled[state.reason]}</span>;
		case "answered": {
			const option = item.options.find(({ optionId }) => optionId === state.optionId);
			return (
				<span className="wsc-outcome">
					{labels.approvalAnswered(option?.name ?? state.optionId, state.by.name)} <Time at={state.answeredAt} />
				</span>
			);
		}
	}
}
