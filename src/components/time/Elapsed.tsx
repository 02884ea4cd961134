"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useNow } from "./useNow.ts";

export interface ElapsedProps {
	/** Milliseconds since 1970. */
	readonly since: number;
	readonly className?: string | undefined;
}

/** How long something has been going on, second by second. It is not read out: a number that ticks would never be silent. */
export function Elapsed({ since, className }: ElapsedProps) {
	const labels = useLabels();
	const now = useNow(1_000);
	return (
		<span className={className ? `wsc-elapsed ${className}` : "wsc-elapsed"} aria-hidden="true">
			{labels.duration(Math.max(0, now - since))}
		</span>
	);
}
