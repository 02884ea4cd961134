"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { CommandButton } from "../button/CommandButton.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";

interface LoadWholeButtonProps {
	readonly itemId: string;
}

const timelineAround = (part: HTMLElement) => part.closest<HTMLElement>(".wsc-scroller");

/** Loads the rest of an item. Who pressed it reads on in the timeline. */
export function LoadWholeButton({ itemId }: LoadWholeButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useFocusHandedOn<HTMLSpanElement>(timelineAround);
	return (
		<span ref={ref}>
			<CommandButton aria-expanded={false} onCommand={() => store.loadItem(itemId)}>
				{labels.showWhole}
			</CommandButton>
		</span>
	);
}
