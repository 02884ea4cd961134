"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useElapsed } from "../../react/useElapsed.ts";

export interface ElapsedProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly since: number;
	readonly className?: string | undefined;
}

/** How long something has been going on, second by second. It is not read out: a number that ticks would never be silent. */
export function Elapsed({ since, className }: ElapsedProps) {
	const labels = useLabels();
	const elapsed = useElapsed(since);
	return (
		<span className={className ? `wsc-elapsed ${className}` : "wsc-elapsed"} aria-hidden="true">
			{labels.duration(elapsed)}
		</span>
	);
}
