import type { Usage } from "./session.ts";

/**
 * What a turn used: its own cost, out of the sums that agents tell of their whole session, and how full the context is
 * at its end. Without a cost where the agent told of none in the turn.
 */
export function turnUsage(before: Usage | null, after: Usage | null): Usage | null {
	if (!after?.cost) return after;
	const { used, size, cost } = after;
	const amount = cost.amount - costBeforeTurn(before?.cost, cost);
	return amount > 0 ? { used, size, cost: { ...cost, amount } } : { used, size };
}

/** Nothing, where the agent counts from the beginning again: after a restart, or in another currency. */
function costBeforeTurn(before: Usage["cost"], after: NonNullable<Usage["cost"]>): number {
	return before && before.currency === after.currency && before.amount <= after.amount ? before.amount : 0;
}
