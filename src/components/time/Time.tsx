"use client";
import { useLabels } from "../../react/labels/useLabels.ts";

export interface TimeProps {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** A moment, as the labels write it. */
export function Time({ at }: TimeProps) {
	const labels = useLabels();
	const date = new Date(at);
	return (
		// The server stands in another time zone.
		<time className="wsc-time" dateTime={date.toISOString()} title={date.toLocaleString()} suppressHydrationWarning>
			{labels.time(at)}
		</time>
	);
}
