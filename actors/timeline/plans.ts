import type { PlanEntry, PlanItem } from "../../src/protocol/index.ts";
import { parsePlanEntries, parsePlanRemoved, parsePlanUpdate } from "./acpSchemas.ts";
import {
	andThen,
	closeOpenText,
	isJsonEqual,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	unchanged,
	withItem,
} from "./projection.ts";

/** The key of a plan that has no id: a turn has one of them. */
const TURN_PLAN = "";

type PlanContent = Pick<PlanItem, "entries" | "markdown">;

const EMPTY: PlanContent = { entries: [] };

/** `plan`: one item per turn, which each new plan replaces. Null when it cannot be parsed. */
export function projectPlan(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const entries = parsePlanEntries(update);
	return entries && setTurnPlan(projection, entries, context);
}

/** Replaces the plan of the turn that has no id. */
export function setTurnPlan(
	projection: Projection,
	entries: readonly PlanEntry[],
	context: ProjectionContext,
): ProjectionResult {
	return setPlan(projection, TURN_PLAN, { entries }, context);
}

/** Whether the turn has a plan without an id. */
export function hasTurnPlan({ plans }: Projection): boolean {
	return plans.has(TURN_PLAN);
}

/** `plan_update`: one item per turn and id. Null when it cannot be parsed. */
export function projectPlanUpdate(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const plan = parsePlanUpdate(update);
	if (plan === null) return null;
	const id = plan.planId ?? plan.id ?? TURN_PLAN;
	switch (plan.type) {
		case "items":
			return setPlan(projection, id, { entries: plan.entries }, context);
		case "markdown":
			return setPlan(projection, id, { entries: [], markdown: plan.content }, context);
		case "file":
			return setPlan(projection, id, { entries: [], markdown: fileLink(plan.uri) }, context);
	}
}

/** `plan_removed`. Null when it cannot be parsed. */
export function projectPlanRemoved(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const id = parsePlanRemoved(update);
	return id === null ? null : setPlan(projection, id, EMPTY, context);
}

function setPlan(
	projection: Projection,
	id: string,
	{ entries, markdown }: PlanContent,
	context: ProjectionContext,
): ProjectionResult {
	const plan = projection.plans.get(id);
	const content = markdown === undefined || markdown === "" ? { entries } : { entries, markdown };
	if (isJsonEqual(plan ? contentOf(plan) : EMPTY, content)) return unchanged(projection);
	const put = (next: Projection, item: NonNullable<typeof plan>) =>
		withItem({ ...next, plans: new Map([...next.plans, [id, item]]) }, item);
	if (plan) {
		const { markdown: _markdown, entries: _entries, ...rest } = plan;
		return put(projection, { ...rest, ...content });
	}
	return andThen(closeOpenText(projection, context), (closed) => {
		const { turnId, now: createdAt } = context;
		return put(closed, { kind: "plan", id: context.createId(), turnId, createdAt, ...content });
	});
}

function contentOf({ entries, markdown }: PlanContent): PlanContent {
	return markdown === undefined ? { entries } : { entries, markdown };
}

/** A plan that is in a file, as a link to it. */
function fileLink(uri: string): string {
	const path = uri.replace(/^file:\/\//, "");
	const name = path.split("/").findLast((part) => part !== "") ?? path;
	return `[${name}](<${path}>)`;
}
