"use client";
import type { TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOptionalWorkspaceStore } from "../../react/useStoreAround.ts";
import { LoadFullItemButton } from "./LoadWholeButton.tsx";

interface LoadFullItemProps {
	readonly item: Pick<TimelineItem, "id" | "truncated" | "missingBytes">;
}

/** Offers the rest of an item that was cut for the wire, and says how much of it was too long to keep. */
export function LoadFullItem({ item }: LoadFullItemProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	const { id, truncated, missingBytes } = item;
	if (!truncated && missingBytes === undefined) return null;
	return (
		<p className="wsc-cut">
			{truncated ? labels.truncated : null}{" "}
			{missingBytes === undefined ? null : labels.notStored(labels.fileSize(missingBytes))}{" "}
			{store && truncated && <LoadFullItemButton itemId={id} />}
		</p>
	);
}
