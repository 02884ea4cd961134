"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { ActionButton } from "../button/CommandButton.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";

interface LoadFullItemButtonProps {
	readonly itemId: string;
}

const closestTimeline = (part: HTMLElement) => part.closest<HTMLElement>(".wsc-scroller");

/** Loads the rest of an item. Who pressed it reads on in the timeline. */
export function LoadFullItemButton({ itemId }: LoadFullItemButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useMoveFocusOnUnmount<HTMLSpanElement>(closestTimeline);
	return (
		<span ref={ref}>
			<ActionButton aria-expanded={false} onAction={() => store.loadItem(itemId)}>
				{labels.showFull}
			</ActionButton>
		</span>
	);
}
