"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSession } from "../../react/state.ts";
import { partClassName } from "../primitives/partStyle.ts";
import { UsageBreakdown } from "../usage/UsageBreakdown.tsx";

/** The props of `<UsageMeter>`. */
export interface UsageMeterProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * How full the agent's context is and what the session has cost, as far as the agent reports it; its tokens where it
 * reports neither. The details are shown at the pointer, at the focus and at a press.
 *
 * Data attributes: `data-full` from 90 % on.
 */
export function UsageMeter({ className }: UsageMeterProps) {
	const labels = useLabels();
	const usage = useSession()?.usage;
	const words = usage && usage.size > 0 && labels.usage(usage.used, usage.size);
	const percent = words && labels.percent(Math.round((usage.used / usage.size) * 100));
	const cost = usage?.cost && labels.cost(usage.cost.amount, usage.cost.currency);
	const tokens = !words && !cost && usage?.tokens && labels.tokens(usage.tokens.total);
	if (!usage || (!words && !cost && !tokens)) return null;
	return (
		<UsageBreakdown
			usage={usage}
			of="session"
			className={partClassName("wsc-usage", className)}
			label={[percent, words, cost && `${labels.sessionCost}: ${cost}`, tokens].filter(Boolean).join(" · ")}
			isFull={Boolean(words && usage.used / usage.size >= 0.9)}
			before={words && <meter className="wsc-usage-meter" max={usage.size} value={usage.used} aria-label={words} />}
		>
			{percent && <span className="wsc-usage-percent">{percent}</span>}
			{cost && <span className={words ? "wsc-bar-detail" : undefined}>{cost}</span>}
			{tokens && <span>{tokens}</span>}
		</UsageBreakdown>
	);
}
