import type { PlanEntry, PlanItem } from "../../src/protocol/index.ts";
import { parseParentCallId, parsePlanEntries, parsePlanRemoved, parsePlanUpdate } from "./acpSchemas.ts";
import {
	andThen,
	closeOpenText,
	findParentId,
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

/** Which of the plans of a turn is meant. */
interface PlanId {
	readonly id: string;
	/** The agent's id of the call whose subagent plans; undefined for the agent itself. */
	readonly parentCallId: string | undefined;
}

const EMPTY: PlanContent = { entries: [] };

/** `plan`: one item per turn, or per subagent in it, which each new plan replaces. Null when it cannot be parsed. */
export function projectPlan(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const entries = parsePlanEntries(update);
	return entries && setPlan(projection, planIdOf(update, TURN_PLAN), { entries }, context);
}

/** Replaces the plan of the turn that has no id. */
export function setTurnPlan(
	projection: Projection,
	entries: readonly PlanEntry[],
	context: ProjectionContext,
): ProjectionResult {
	return setPlan(projection, { id: TURN_PLAN, parentCallId: undefined }, { entries }, context);
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
	const id = planIdOf(update, plan.planId ?? plan.id ?? TURN_PLAN);
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
	return id === null ? null : setPlan(projection, planIdOf(update, id), EMPTY, context);
}

function planIdOf(update: unknown, id: string): PlanId {
	return { id, parentCallId: parseParentCallId(update) };
}

function setPlan(
	projection: Projection,
	{ id, parentCallId }: PlanId,
	{ entries, markdown }: PlanContent,
	context: ProjectionContext,
): ProjectionResult {
	const key = parentCallId === undefined ? id : JSON.stringify([parentCallId, id]);
	const plan = projection.plans.get(key);
	const content = markdown === undefined || markdown === "" ? { entries } : { entries, markdown };
	if (isJsonEqual(plan ? contentOf(plan) : EMPTY, content)) return unchanged(projection);
	const put = (next: Projection, item: NonNullable<typeof plan>) =>
		withItem({ ...next, plans: new Map([...next.plans, [key, item]]) }, item);
	if (plan) {
		const { markdown: _markdown, entries: _entries, ...rest } = plan;
		return put(projection, { ...rest, ...content });
	}
	const parentId = findParentId(projection, parentCallId);
	const nesting = parentId === null ? {} : { parentId };
	return andThen(closeOpenText(projection, context, parentId), (closed) => {
		const { turnId, now: createdAt } = context;
		return put(closed, { kind: "plan", id: context.createId(), turnId, createdAt, ...nesting, ...content });
	});
}

function contentOf({ entries, markdown }: PlanContent): PlanContent {
	return markdown === undefined ? { entries } : { entries, markdown };
}

/** A plan that is in a file, as a link to it. */
function fileLink(uri: string): string {
	const path = uri.replace(/^file:\/\//, "");
	const name = path.split("/").findLast((part) => part !== "") ?? path;
	return `[${escapeMarkdown(decodeName(name))}](<${path}>)`;
}

function decodeName(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

function escapeMarkdown(text: string): string {
	return text.replaceAll(/[\\`*_[\]<>&]/g, "\\$&");
}
