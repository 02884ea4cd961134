import type { Usage } from "../../../src/protocol/index.ts";
import { parseUsage } from "../parse/parseUsage.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { updateSession } from "../setFacts.ts";

/** `usage_update`: the session's cost is what this process of the agent tells and what those before it spent. Null when it is not understood. */
export function projectUsage(projection: Projection, update: unknown): ProjectionResult | null {
	const usage = parseUsage(update);
	if (!usage) return null;
	const costBefore = includesCostBefore(projection, usage) ? null : projection.costBefore;
	const mayIncludeCostBefore = projection.mayIncludeCostBefore && !usage.cost;
	return updateSession({ ...projection, costBefore, mayIncludeCostBefore }, { usage: addCost(usage, costBefore) });
}

/** An agent that remembers may go on counting: then its first sum holds what was spent before. */
function includesCostBefore({ mayIncludeCostBefore, costBefore }: Projection, { cost }: Usage): boolean {
	return Boolean(mayIncludeCostBefore && costBefore && cost && cost.amount >= costBefore.amount);
}

function addCost(usage: Usage, before: Usage["cost"] | null): Usage {
	const { cost = before && { ...before, amount: 0 } } = usage;
	if (!before || !cost || cost.currency !== before.currency) return usage;
	return { ...usage, cost: { ...cost, amount: cost.amount + before.amount } };
}
