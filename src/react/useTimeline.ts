"use client";
import { selectItemIds } from "../core/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * The ids of the timeline's items, oldest first, as far back as it was loaded. They change when an item comes or goes,
 * not when one grows: read the items with `useTimelineItem`.
 *
 * @example
 * return useTimeline().map((id) => <Entry key={id} id={id} />);
 */
export function useTimeline(): readonly string[] {
	return useWorkspaceSelector(selectItemIds);
}
