"use client";

import { useMemo } from "react";
import type { ApprovalItem, ToolCallItem, ToolCallStatus } from "../../../protocol/index.ts";
import { wordFor } from "../../../react/labels/format.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { isRunningInBackground } from "../../../rules/background.ts";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { formatJson } from "../../primitives/displayText.ts";
import { Fold, JsonFold } from "../../primitives/Fold.tsx";
import { Icon } from "../../primitives/Icon.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { Elapsed } from "../../primitives/Time.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { ToolCallCardProps } from "../../slots/partProps.ts";
import { ApprovalOutcome, ApprovalVotes } from "./ApprovalOutcome.tsx";
import { ToolCallBody } from "./ToolCallBody.tsx";
import { ToolCallHeader } from "./ToolCallHeader.tsx";
import { isRejectedApproval, shownStatus, toolCallStartedAt, withApprovalDiffs } from "./toolCallDetails.ts";

interface ToolCallStatusIconProps {
	readonly status: ToolCallStatus;
}

/** The status of a call as an icon. */
function ToolCallStatusIcon({ status }: ToolCallStatusIconProps) {
	const labels = useLabels();
	return (
		<span className="wsc-status" data-status={status} title={wordFor(labels.toolStatus, status)}>
			<Icon name={status} />
			<span className="wsc-hidden">{wordFor(labels.toolStatus, status)}</span>
		</span>
	);
}

interface RequestedInputProps {
	readonly item: ToolCallItem;
	readonly approval: ApprovalItem;
}

/** What was asked for, if the call says something else by now: a second request for it replaces its input. */
function RequestedInput({ item, approval }: RequestedInputProps) {
	const labels = useLabels();
	const { rawInput } = approval.toolCall;
	if (rawInput === undefined || formatJson(rawInput) === formatJson(item.rawInput)) return null;
	return <JsonFold id={`${item.id}/requested`} title={labels.requestedInput} value={rawInput} />;
}

/** Shorter calls show no duration, neither while they run nor afterwards: a text that comes and goes is distracting. */
const MIN_SHOWN_DURATION_MS = 1_000;

/**
 * A tool call of the agent: one line, which expands to show the diff, the output, and the raw input and output.
 * A command is expanded while it runs and has output.
 *
 * Data attributes: `data-kind` and `data-status`, as ACP names them.
 *
 * @example
 * function Call({ item }: { item: ToolCallItem }) {
 * 	const approval = useApprovals().find(({ toolCall }) => toolCall.toolCallId === item.toolCallId);
 * 	return <ToolCallCard item={item} approval={approval} />;
 * }
 */
export function ToolCallCard({ item, approval, className }: ToolCallCardProps) {
	const labels = useLabels();
	const call = useMemo(() => withApprovalDiffs(item, approval), [item, approval]);
	const itemIds = approval ? [item.id, approval.id] : [item.id];
	const status = shownStatus(item, approval);
	const hasLiveOutput = status === "in_progress" && item.toolKind === "execute" && item.content.length > 0;
	const since = toolCallStartedAt(item, approval);
	const durationMs = since === null || item.endedAt === null ? 0 : item.endedAt - since;
	const isRejected = approval !== undefined && isRejectedApproval(approval);
	const outcome = approval && <ApprovalOutcome item={approval} />;
	// An icon, which belongs beside the one of the status.
	const isPending = approval?.state.status === "pending";
	const summary = (
		<>
			<ToolCallHeader call={call} isRejected={isRejected} />
			{!isPending && outcome}
			{isRunningInBackground(item) && (
				<span className="wsc-tool-background wsc-faint">{labels.backgroundWork([])}</span>
			)}
			{status === "in_progress" && since !== null ? (
				<Elapsed since={since} minMs={MIN_SHOWN_DURATION_MS} />
			) : (
				<span className="wsc-elapsed">{durationMs >= MIN_SHOWN_DURATION_MS && labels.duration(durationMs)}</span>
			)}
			{isPending && outcome}
			<ToolCallStatusIcon status={status} />
		</>
	);
	return (
		<div className={partClassName("wsc-tool", className)} data-kind={item.toolKind} data-status={status}>
			<Fold id={item.id} summary={summary} initiallyOpen={hasLiveOutput}>
				<ToolCallBody id={item.id} call={call} itemIds={itemIds} isTitled>
					{approval && <ApprovalVotes item={approval} />}
				</ToolCallBody>
				{approval && <RequestedInput item={item} approval={approval} />}
				<LoadFullItem item={item} />
			</Fold>
		</div>
	);
}

function ToolCallView({ item, approval }: ItemViewProps<ToolCallItem>) {
	const { toolCall, ToolCall: Part = ToolCallCard } = useComponents();
	const Card = toolCall?.[item.toolKind] ?? Part;
	return <Card item={item} approval={approval} />;
}

export const toolCallKind: ItemKind<ToolCallItem> = {
	View: ToolCallView,
	name: ({ title }) => title,
	estimateHeight: () => 36,
	isFromAgent: true,
};
