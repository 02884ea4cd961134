"use client";
import type { ApprovalItem, TimelineItem } from "../../protocol/index.ts";
import { itemKindOf } from "./itemKinds.ts";

/** The props of `<TimelineItemView>`. */
export interface TimelineItemViewProps {
	/** An item of any kind. */
	readonly item: TimelineItem;
	/** The permission request of a tool call, which is shown in the row of the call. */
	readonly approval?: ApprovalItem | undefined;
}

/** Any item, rendered by the part for its kind: the host's own if it has one. */
export function TimelineItemView({ item, approval }: TimelineItemViewProps) {
	const { View } = itemKindOf(item);
	return <View item={item} approval={approval} />;
}
