import type { Usage } from "../protocol/session.ts";
import type { ApprovalItem } from "../protocol/timelineItem.ts";

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

/** A permission, as far as it says from when to when people were waited for. */
export type PermissionWait = Pick<ApprovalItem, "createdAt" | "state">;

/**
 * How long at least one permission waited for people between two moments, in milliseconds. Those that wait side by side
 * count once, and those that the policy settles do not count.
 */
export function approvalWaitMs(asked: readonly PermissionWait[], from: number, until: number): number {
	let waited = 0;
	let counted = from;
	for (const { createdAt, state } of [...asked].sort(byCreatedAt)) {
		const end = Math.min(waitEnd(state, createdAt), until);
		waited += Math.max(0, end - Math.max(counted, createdAt));
		counted = Math.max(counted, end);
	}
	return waited;
}

function waitEnd(state: ApprovalItem["state"], createdAt: number): number {
	if (state.status === "pending") return Number.POSITIVE_INFINITY;
	if (state.status === "answered") return state.by ? state.answeredAt : createdAt;
	return state.reason === "denied" || state.reason === "too_many" ? createdAt : state.cancelledAt;
}

function byCreatedAt(one: PermissionWait, other: PermissionWait): number {
	return one.createdAt - other.createdAt;
}
