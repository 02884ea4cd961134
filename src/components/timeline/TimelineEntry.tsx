"use client";
import { memo } from "react";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { PromptTurnEnd } from "../turn/TurnEndOf.tsx";
import { AgentHeader } from "./AgentHead.tsx";
import { TimelineItemView } from "./TimelineItemView.tsx";

interface TimelineEntryProps {
	readonly id: string;
	readonly approvalId: string | null;
	readonly startsAgentSection: boolean;
	readonly endsPromptId: string | null;
}

/** One item of the timeline by its id. It alone renders when the item grows. */
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
