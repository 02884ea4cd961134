import type { Usage } from "../../../src/protocol/index.ts";
import { parseUsage } from "../parse/parseUsage.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setFacts } from "../setFacts.ts";

/** `usage_update`: the session's cost is what this process of the agent tells and what those before it spent. Null when it is not understood. */
export function projectUsage(projection: Projection, update: unknown): Projected | null {
	const usage = parseUsage(update);
	if (!usage) return null;
	const spentBefore = countsIn(projection, usage) ? null : projection.spentBefore;
	const mayCountIn = projection.mayCountIn && !usage.cost;
	return setFacts({ ...projection, spentBefore, mayCountIn }, { usage: addCost(usage, spentBefore) });
}

/** An agent that remembers may go on counting: then its first sum holds what was spent before. */
function countsIn({ mayCountIn, spentBefore }: Projection, { cost }: Usage): boolean {
	return Boolean(mayCountIn && spentBefore && cost && cost.amount >= spentBefore.amount);
}

function addCost(usage: Usage, before: Usage["cost"] | null): Usage {
	const { cost = before && { ...before, amount: 0 } } = usage;
	if (!before || !cost || cost.currency !== before.currency) return usage;
	return { ...usage, cost: { ...cost, amount: cost.amount + before.amount } };
}
