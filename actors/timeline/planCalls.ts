import * as v from "valibot";
import type { PlanEntry } from "../../src/protocol/index.ts";
import { parseOrNull, type ToolCallChange } from "./acpSchemas.ts";
import { hasTurnPlan, setTurnPlan } from "./plans.ts";
import { type Projection, type ProjectionContext, type ProjectionResult, unchanged } from "./projection.ts";

const statusSchema = v.picklist(["pending", "in_progress", "completed", "cancelled"]);

/*
 * Some agents keep their plan with a tool. These are the inputs of such tools, as an object or as its JSON text. They are
 * strict, because the lists of other tools are not the agent's plan.
 */
const planInputSchema = v.union([
	v.pipe(
		v.strictObject({
			todos: v.array(
				v.strictObject({
					content: v.string(),
					status: statusSchema,
					activeForm: v.optional(v.string()),
					priority: v.optional(v.picklist(["high", "medium", "low"])),
					id: v.optional(v.string()),
				}),
			),
		}),
		v.transform(({ todos }) => todos),
	),
	v.pipe(
		v.strictObject({
			plan: v.array(v.strictObject({ step: v.string(), status: statusSchema })),
			explanation: v.optional(v.nullable(v.string())),
		}),
		v.transform(({ plan }) => plan.map(({ step, status }) => ({ content: step, status, priority: "medium" as const }))),
	),
]);

/** The agent's plan in the input of a tool call; null if it is another input. A step that was cancelled is left out. */
function parsePlanInput(rawInput: unknown): readonly PlanEntry[] | null {
	const steps = parseOrNull(planInputSchema, typeof rawInput === "string" ? parseObject(rawInput) : rawInput);
	return (
		steps?.flatMap(({ content, status, priority = "medium" }) =>
			status === "cancelled" ? [] : [{ content, status, priority }],
		) ?? null
	);
}

function parseObject(text: string): unknown {
	if (!/^\s*\{/.test(text)) return null;
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** The ids that are remembered at most, of calls whose last updates may come. */
const MAX_PLAN_CALLS = 100;

/**
 * What the agent reports about a call whose input is its plan: the call has no row then, because the plan shows all of it.
 * Null if the call has one: it is another call, was announced before it told its plan, or is one of a subagent, whose
 * plan is not that of the agent.
 *
 * @param isAnnounced - Whether it is the announcement of a call: some agents use their ids again.
 */
export function projectPlanCall(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectionContext,
	isAnnounced: boolean,
): ProjectionResult | null {
	const { toolCallId, rawInput } = change;
	const isKnown = projection.planCalls.includes(toolCallId);
	if (isKnown && !isAnnounced && rawInput === undefined) return unchanged(projection);
	const entries = readPlan(projection, change);
	if (entries === null) return null;
	const others = projection.planCalls.filter((id) => id !== toolCallId);
	const planCalls = [...others, toolCallId].slice(-MAX_PLAN_CALLS);
	return setTurnPlan({ ...projection, planCalls }, entries, context);
}

/** The plan that a call tells which has a row. */
export function projectPlanOfRow(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectionContext,
): ProjectionResult {
	const entries = readPlan(projection, change);
	return entries === null ? unchanged(projection) : setTurnPlan(projection, entries, context);
}

function readPlan(projection: Projection, { parentCallId, status, rawInput }: ToolCallChange) {
	if (parentCallId !== undefined || status === "failed") return null;
	const entries = parsePlanInput(rawInput);
	// An empty list clears a plan. Without one it is no sign.
	return entries?.length === 0 && !hasTurnPlan(projection) ? null : entries;
}

/** The projection when a call has a row, so that its updates do not belong to the plan. */
export function withoutPlanCall(projection: Projection, toolCallId: string): Projection {
	if (!projection.planCalls.includes(toolCallId)) return projection;
	return { ...projection, planCalls: projection.planCalls.filter((id) => id !== toolCallId) };
}
