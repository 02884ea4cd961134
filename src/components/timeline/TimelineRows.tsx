"use client";

import { memo } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSession, useTimelineItem } from "../../react/state.ts";
import { PendingPromptRow } from "../items/prompt/PendingPrompt.tsx";
import { TimelineItemView } from "../items/TimelineItemView.tsx";
import { CopyLinkButton, type CopyLinkState } from "../link/CopyLinkButton.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { Time } from "../primitives/Time.tsx";
import { PromptTurnEnd } from "../turn/TurnEnd.tsx";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

interface AgentHeaderProps {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** Names the agent above its first row. */
export function AgentHeader({ at }: AgentHeaderProps) {
	const labels = useLabels();
	const agent = useSession()?.agent ?? "";
	return (
		<div className="wsc-agent-head">
			<span className="wsc-agent-mark">
				<Icon name="agent" />
			</span>
			<span className="wsc-author" dir="auto">
				{labels.agentName(agent)}
			</span>
			<Time at={at} />
		</div>
	);
}

interface TimelineEntryProps {
	readonly id: string;
	readonly approvalId: string | null;
	readonly startsAgentSection: boolean;
	readonly endsPromptId: string | null;
}

/** One item of the timeline by its id. Only this renders when the item changes. */
export const TimelineEntry = memo(function TimelineEntry(props: TimelineEntryProps) {
	const { id, approvalId, startsAgentSection, endsPromptId } = props;
	const item = useTimelineItem(id);
	const approval = useTimelineItem(approvalId ?? "");
	if (!item) return null;
	return (
		<>
			{startsAgentSection && <AgentHeader at={item.createdAt} />}
			<TimelineItemView item={item} approval={approval?.kind === "approval" ? approval : undefined} />
			{endsPromptId && <PromptTurnEnd promptId={endsPromptId} />}
		</>
	);
});

interface TimelineRowsProps {
	readonly rows: readonly TimelineRow[];
	readonly virtualizer: TimelineScrolling["virtualizer"];
	/** The row that a link or the search leads to. */
	readonly markedKey: string | null;
	readonly link: CopyLinkState;
}

/** The visible rows. The virtualizer positions them and sets the height of the container. */
export function TimelineRows({ rows, virtualizer, markedKey, link }: TimelineRowsProps) {
	return (
		<div ref={virtualizer.containerRef} className="wsc-rows">
			{virtualizer.getVirtualItems().map(({ index }) => {
				const row = rows[index];
				if (!row) return null;
				return (
					<div
						key={row.key}
						ref={virtualizer.measureElement}
						className="wsc-row"
						data-index={index}
						data-kind={row.kind}
						data-after={rows[index - 1]?.kind}
						data-marked={row.key === markedKey || undefined}
						aria-current={row.key === markedKey || undefined}
					>
						{/* First in the row: as the last element, tabbing to it from the end of a long row would scroll back up. */}
						{row.itemId !== null && <CopyLinkButton itemId={row.itemId} link={link} />}
						<div className="wsc-column">
							{row.itemId === null ? (
								<PendingPromptRow clientId={row.key} />
							) : (
								<TimelineEntry
									id={row.itemId}
									approvalId={row.approvalId}
									startsAgentSection={row.startsAgentSection}
									endsPromptId={row.endsPromptId}
								/>
							)}
						</div>
					</div>
				);
			})}
		</div>
	);
}
