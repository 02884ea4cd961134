"use client";
import { memo } from "react";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { TurnEndOf } from "../turn/TurnEndOf.tsx";
import { AgentHead } from "./AgentHead.tsx";
import { TimelineItemView } from "./TimelineItemView.tsx";

interface TimelineEntryProps {
	readonly id: string;
	readonly approvalId: string | null;
	readonly opensAgent: boolean;
	readonly endsPromptId: string | null;
}

/** One item of the timeline by its id. It alone renders when the item grows. */
export const TimelineEntry = memo(function TimelineEntry(props: TimelineEntryProps) {
	const { id, approvalId, opensAgent, endsPromptId } = props;
	const item = useTimelineItem(id);
	const approval = useTimelineItem(approvalId ?? "");
	if (!item) return null;
	return (
		<>
			{opensAgent && <AgentHead at={item.createdAt} />}
			<TimelineItemView item={item} approval={approval?.kind === "approval" ? approval : undefined} />
			{endsPromptId && <TurnEndOf promptId={endsPromptId} />}
		</>
	);
});
