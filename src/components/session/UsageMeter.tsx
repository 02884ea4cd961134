"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSession } from "../../react/useSession.ts";
import { partClass } from "../part/partClass.ts";

export interface UsageMeterProps {
	readonly className?: string | undefined;
}

/**
 * How full the agent's context is, and what the session has cost where the agent tells.
 *
 * Data attributes: `data-full` from nine tenths on.
 */
export function UsageMeter({ className }: UsageMeterProps) {
	const labels = useLabels();
	const usage = useSession()?.usage;
	if (!usage || usage.size <= 0) return null;
	const words = labels.usage(usage.used, usage.size);
	const cost = usage.cost && labels.cost(usage.cost.amount, usage.cost.currency);
	return (
		<span
			className={partClass("wsc-usage", className)}
			data-full={usage.used / usage.size >= 0.9 || undefined}
			title={cost ? `${words} · ${cost}` : words}
		>
			<meter className="wsc-usage-meter" max={usage.size} value={usage.used} aria-label={words} />
			{cost && <span className="wsc-bar-detail">{cost}</span>}
		</span>
	);
}
