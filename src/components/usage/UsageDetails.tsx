"use client";

import type { Usage } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";

/** What a usage is counted for. */
export type UsageOf = "session" | "turn";

interface UsageDetailsProps {
	readonly id: string;
	readonly usage: Usage;
	readonly of: UsageOf;
}

/** Everything that is known of a usage: the context, the tokens by their kinds, the cost. */
export function UsageDetails({ id, usage, of }: UsageDetailsProps) {
	const labels = useLabels();
	return (
		<div id={id} className="wsc-usage-details">
			<p className="wsc-usage-heading">{labels.usageOf[of]}</p>
			<dl>
				{listParts(usage, labels).map(([part, name, value]) => (
					<div key={part} className="wsc-usage-part" data-part={part}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
		</div>
	);
}

type Part = readonly [part: string, name: string, value: string];

const TOKEN_KINDS = ["input", "cachedRead", "cachedWrite", "output", "thought", "total"] as const;

/** Kinds that the agent does not count, or counted none of, are left out. */
function listParts({ used, size, tokens, cost }: Usage, labels: Labels): readonly Part[] {
	const context = size > 0 ? `${labels.usage(used, size)} (${labels.percent(Math.round((used / size) * 100))})` : null;
	const counted = TOKEN_KINDS.filter((kind) => tokens?.[kind]);
	return [
		...counted.map((kind): Part => [kind, labels.usagePart[kind], labels.number(tokens?.[kind] ?? 0)]),
		...(context === null ? [] : [["context", labels.usagePart.context, context] as const]),
		...(cost ? [["cost", labels.usagePart.cost, labels.cost(cost.amount, cost.currency)] as const] : []),
	];
}
