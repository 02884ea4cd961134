"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSession } from "../../react/useSession.ts";
import { partClassName } from "../part/partClass.ts";

export interface UsageMeterProps {
	readonly className?: string | undefined;
}

/**
 * How full the agent's context is and what the session has cost, each where the agent tells.
 *
 * Data attributes: `data-full` from nine tenths on.
 */
export function UsageMeter({ className }: UsageMeterProps) {
	const labels = useLabels();
	const usage = useSession()?.usage;
	const words = usage && usage.size > 0 && labels.usage(usage.used, usage.size);
	const cost = usage?.cost && labels.cost(usage.cost.amount, usage.cost.currency);
	if (!usage || (!words && !cost)) return null;
	return (
		<span
			className={partClassName("wsc-usage", className)}
			data-full={(words && usage.used / usage.size >= 0.9) || undefined}
			title={[words, cost].filter(Boolean).join(" · ")}
		>
			{words && <meter className="wsc-usage-meter" max={usage.size} value={usage.used} aria-label={words} />}
			{cost && <span className="wsc-bar-detail">{cost}</span>}
		</span>
	);
}
