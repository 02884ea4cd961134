"use client";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { Ago } from "../time/Ago.tsx";

interface ApprovalVotesProps {
	readonly item: ApprovalItem;
}

/** Everybody who answered where several have to: what they chose, and how long ago. */
export function ApprovalVotes({ item: { options, votes = [] } }: ApprovalVotesProps) {
	const labels = useLabels();
	const nameOf = (id: string) => options.find(({ optionId }) => optionId === id)?.name ?? id;
	return votes.map(({ by, optionId, at }) => (
		<p key={by.userId} className="wsc-faint">
			{labels.approvalAnswered(revealDirectionOverrides(nameOf(optionId)), by.name, null)} · <Ago at={at} />
		</p>
	));
}
