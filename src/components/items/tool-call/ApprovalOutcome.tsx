"use client";

import type { ApprovalItem } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { truncateWithEllipsis } from "../../../rules/truncateText.ts";
import { Avatar } from "../../primitives/Avatar.tsx";
import { revealCharacters, stripHidden } from "../../primitives/hiddenText.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { Ago } from "../../primitives/Time.tsx";
import { answerKind } from "./optionText.ts";

const MAX_TITLE_LENGTH = 1_000;

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
	if (state.status === "pending")
		return (
			// The card says it in words.
			<span className="wsc-approval-outcome" data-status={state.status} title={labels.waitingForApproval}>
				<Icon name="permission" />
				<span className="wsc-hidden">{labels.waitingForApproval}</span>
			</span>
		);
	if (state.status === "cancelled")
		return (
			<span className="wsc-approval-outcome" data-status={state.status}>
				<Icon name="permission" />
				<span className="wsc-approval-outcome-text">{wordFor(labels.approvalCancelled, state.reason)}</span>
			</span>
		);
	const kind = answerKind(item.options, state.optionId);
	const text = labels.approvalAnswered(kind, answererNames(item), state.rule ?? null);
	return (
		<span
			className="wsc-approval-outcome"
			data-status={state.status}
			data-option-kind={kind}
			title={optionNames(item, state.optionId)}
		>
			<Icon name="permission" />
			{state.by && <Avatar person={state.by} />}
			<span className="wsc-approval-outcome-text">
				<span>{`${revealCharacters(text)} · `}</span>
				<Ago at={state.answeredAt} />
			</span>
		</span>
	);
}

/** The agent's own name of the answer; of several with one id, all. */
function optionNames({ options }: ApprovalItem, id: string): string {
	const names = options.filter(({ optionId }) => optionId === id).map(({ name }) => name);
	return truncateWithEllipsis(stripHidden(names.join(" / ")), MAX_TITLE_LENGTH);
}

/** Everyone who allowed it if several approvals were required, otherwise who answered. */
function answererNames({ votes = [], options, state }: ApprovalItem): string | null {
	if (state.status !== "answered" || !state.by) return null;
	const isRejected = answerKind(options, state.optionId).startsWith("reject");
	return isRejected || votes.length < 2 ? state.by.name : votes.map(({ by }) => by.name).join(", ");
}

interface ApprovalVotesProps {
	readonly item: ApprovalItem;
}

/** Everyone who has voted if several approvals are required, with their answer and how long ago. */
export function ApprovalVotes({ item: { options, votes = [] } }: ApprovalVotesProps) {
	const labels = useLabels();
	return votes.map(({ by, optionId, at }) => (
		<p key={by.userId} className="wsc-faint">
			<span>{`${labels.approvalAnswered(answerKind(options, optionId), revealCharacters(by.name), null)} · `}</span>
			<Ago at={at} />
		</p>
	));
}
