"use client";

import type { TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceStore, useWorkspaceStore } from "../../react/store.tsx";
import { ActionButton } from "./Button.tsx";
import { useMoveFocusOnUnmount } from "./focus.ts";

interface LoadFullItemButtonProps {
	readonly itemId: string;
}

const closestTimeline = (part: HTMLElement) => part.closest<HTMLElement>(".wsc-scroller");

/** Loads the full item. Afterwards the focus moves to the timeline. */
function LoadFullItemButton({ itemId }: LoadFullItemButtonProps) {
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

interface LoadFullItemProps {
	readonly item: Pick<TimelineItem, "id" | "truncated" | "missingBytes">;
}

/** Offers to load an item that was truncated for the wire, and says how much of it was not stored. */
export function LoadFullItem({ item }: LoadFullItemProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	const { id, truncated, missingBytes } = item;
	if (!truncated && missingBytes === undefined) return null;
	return (
		<p className="wsc-truncated">
			{truncated ? <span>{`${labels.truncated} `}</span> : null}
			{missingBytes === undefined ? null : <span>{`${labels.notStored(labels.fileSize(missingBytes))} `}</span>}
			{store && truncated && <LoadFullItemButton itemId={id} />}
		</p>
	);
}
