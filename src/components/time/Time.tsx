"use client";
import { useLabels } from "../../react/labels/useLabels.ts";

export interface TimeProps {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** A moment, as the labels write it. */
export function Time({ at }: TimeProps) {
	const labels = useLabels();
	return (
		// The server stands in another time zone.
		<time
			className="wsc-time"
			dateTime={new Date(at).toISOString()}
			title={labels.dateTime(at)}
			suppressHydrationWarning
		>
			{labels.time(at)}
		</time>
	);
}
