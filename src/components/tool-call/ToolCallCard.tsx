"use client";
import { useMemo } from "react";
import type { ApprovalItem, ToolCallItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { ApprovalOutcome } from "../approval/ApprovalOutcome.tsx";
import { ApprovalVotes } from "../approval/ApprovalVotes.tsx";
import { Fold } from "../fold/Fold.tsx";
import { partClass } from "../part/partClass.ts";
import { Elapsed } from "../time/Elapsed.tsx";
import { LoadWhole } from "../timeline/LoadWhole.tsx";
import { runsSince } from "./runsSince.ts";
import { ToolCallBody } from "./ToolCallBody.tsx";
import { ToolCallHead } from "./ToolCallHead.tsx";
import { ToolCallStatusMark } from "./ToolCallStatusMark.tsx";
import { withAskedDiffs } from "./withAskedDiffs.ts";

export interface ToolCallCardProps {
	readonly item: ToolCallItem;
	/** The permission it waits for or was given. */
	readonly approval?: ApprovalItem | undefined;
	readonly className?: string | undefined;
}

/** From here on it is worth saying how long a call took. */
const LONG_MS = 2_000;

/**
 * What the agent does with a tool: one line, which opens to show the diff, the output and what went in and out.
 * A command is open while it runs and says something.
 *
 * Data attributes: `data-kind` and `data-status`, as ACP names them.
 *
 * @example
 * <ToolCallCard item={call} approval={approvals.find(({ toolCall }) => toolCall.toolCallId === call.toolCallId)} />
 */
export function ToolCallCard({ item, approval, className }: ToolCallCardProps) {
	const labels = useLabels();
	const call = useMemo(() => withAskedDiffs(item, approval), [item, approval]);
	const isTelling = item.status === "in_progress" && item.toolKind === "execute" && item.content.length > 0;
	const since = runsSince(item, approval);
	const took = since === null || item.endedAt === null ? 0 : item.endedAt - since;
	const summary = (
		<>
			<ToolCallHead call={call} />
			{approval && <ApprovalOutcome item={approval} />}
			{item.status === "in_progress" && since !== null && <Elapsed since={since} />}
			{took >= LONG_MS && <span className="wsc-elapsed">{labels.duration(took)}</span>}
			<ToolCallStatusMark status={item.status} />
		</>
	);
	return (
		<div className={partClass("wsc-tool", className)} data-kind={item.toolKind} data-status={item.status}>
			<Fold id={item.id} summary={summary} initiallyOpen={isTelling}>
				<ToolCallBody id={item.id} call={call}>
					{approval && <ApprovalVotes item={approval} />}
				</ToolCallBody>
				<LoadWhole item={item} />
			</Fold>
		</div>
	);
}
