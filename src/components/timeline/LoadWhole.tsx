"use client";
import type { TimelineItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useStoreAround } from "../../react/useStoreAround.ts";
import { LoadWholeButton } from "./LoadWholeButton.tsx";

interface LoadWholeProps {
	readonly item: Pick<TimelineItem, "id" | "truncated" | "missingBytes">;
}

/** Offers the rest of an item that was cut for the wire, and says how much of it was too long to keep. */
export function LoadWhole({ item }: LoadWholeProps) {
	const labels = useLabels();
	const store = useStoreAround();
	const { id, truncated, missingBytes } = item;
	if (!truncated && missingBytes === undefined) return null;
	return (
		<p className="wsc-cut">
			{truncated ? labels.cutShort : null}{" "}
			{missingBytes === undefined ? null : labels.notKept(labels.fileSize(missingBytes))}{" "}
			{store && truncated && <LoadWholeButton itemId={id} />}
		</p>
	);
}
