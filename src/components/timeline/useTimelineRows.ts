"use client";
import { useMemo } from "react";
import { useOutbox } from "../../react/useOutbox.ts";
import { useTimeline } from "../../react/useTimeline.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { selectStartingPrompt } from "../queue/selectStartingPrompt.ts";
import { buildTimelineRows, type TimelineRow } from "./timelineRows.ts";

/** The rows of the timeline. The same ones until an item comes or goes. */
export function useTimelineRows(): readonly TimelineRow[] {
	const store = useWorkspaceStore();
	const itemIds = useTimeline();
	const outbox = useOutbox();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const starting = useWorkspaceSelector(selectStartingPrompt);
	return useMemo(() => {
		const coming = starting ? [starting, ...outbox] : outbox;
		return buildTimelineRows(itemIds, store.get().items, coming, hasOlder);
	}, [store, itemIds, starting, outbox, hasOlder]);
}
