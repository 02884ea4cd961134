"use client";

import type { ComponentType } from "react";
import type { StreamedItem } from "../../core/state/selectors.ts";
import type { TimelineItem } from "../../protocol/index.ts";
import { useTimelineItem } from "../../react/state.ts";

interface CurrentItemProps<Item extends StreamedItem> {
	/** Whatever is known of the item. */
	readonly item: Item;
	readonly Part: ComponentType<{ readonly item: Item }>;
}

/** Renders a part of the host with an item as it is now, each time that text arrives. */
export function CurrentItem<Item extends StreamedItem>({ item, Part }: CurrentItemProps<Item>) {
	const current = useTimelineItem(item.id);
	return <Part item={isOfKind<Item>(current, item.kind) ? current : item} />;
}

function isOfKind<Item extends TimelineItem>(item: TimelineItem | undefined, kind: Item["kind"]): item is Item {
	return item?.kind === kind;
}
