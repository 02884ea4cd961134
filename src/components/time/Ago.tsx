"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAge } from "./useAge.ts";

export interface AgoProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly at: number;
}

/** How long ago something was. Read out is the moment itself: within a log, a text that changes would be read anew. */
export function Ago({ at }: AgoProps) {
	const labels = useLabels();
	const age = useAge(at);
	return (
		<time
			className="wsc-time"
			dateTime={new Date(at).toISOString()}
			title={labels.dateTime(at)}
			suppressHydrationWarning
		>
			<span aria-hidden="true">{labels.timeAgo(age)}</span>
			<span className="wsc-hidden">{labels.time(at)}</span>
		</time>
	);
}
