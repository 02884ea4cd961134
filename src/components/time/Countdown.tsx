"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useNow } from "../../react/useNow.ts";

interface CountdownProps {
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly until: number;
	/** Says what is in that time. Default: that it is tried again. */
	readonly format?: ((duration: string) => string) | undefined;
}

/** How long until something happens; nothing once that moment has come. */
export function Countdown({ until, format }: CountdownProps) {
	const labels = useLabels();
	const left = until - useNow(1_000);
	if (left <= 0) return null;
	return (
		<span className="wsc-faint" aria-hidden="true">
			{(format ?? labels.retryIn)(labels.duration(left))}
		</span>
	);
}
