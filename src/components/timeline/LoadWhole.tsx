"use client";
import type { TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { CommandButton } from "../button/CommandButton.tsx";

interface LoadWholeProps {
	readonly item: Pick<TimelineItem, "id" | "truncated">;
}

/** Offers the whole of an item that was cut for the wire. */
export function LoadWhole({ item }: LoadWholeProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	if (!item.truncated) return null;
	return (
		<p className="wsc-cut">
			{labels.cutShort} <CommandButton onCommand={() => store.loadItem(item.id)}>{labels.showWhole}</CommandButton>
		</p>
	);
}
