"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useNow } from "./useNow.ts";

interface CountdownProps {
	/** Milliseconds since 1970. */
	readonly until: number;
}

/** How long until something is tried again; nothing once that moment has come. */
export function Countdown({ until }: CountdownProps) {
	const labels = useLabels();
	const left = until - useNow(1_000);
	if (left <= 0) return null;
	return (
		<span className="wsc-faint" aria-hidden="true">
			{labels.retryIn(labels.duration(left))}
		</span>
	);
}
