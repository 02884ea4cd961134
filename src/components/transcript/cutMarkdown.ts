import type { TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";

/** What is missing of an item, in words; empty where nothing is. */
export function truncationMarkdown({ truncated, missingBytes }: TimelineItem, labels: Labels): string {
	if (missingBytes !== undefined) return `*${labels.notStored(labels.fileSize(missingBytes))}*`;
	return truncated ? `*${labels.truncated}*` : "";
}
