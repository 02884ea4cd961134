"use client";
import { useMemo } from "react";
import { selectItem } from "../core/index.ts";
import type { TimelineItem } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * One item of the timeline. Renders again when that item changes, and for no other.
 *
 * @example
 * const item = useTimelineItem(id);
 * return item?.kind === "message" ? <Markdown text={item.text} open={item.open} /> : null;
 */
export function useTimelineItem(id: string): TimelineItem | undefined {
	return useWorkspaceSelector(useMemo(() => selectItem(id), [id]));
}
