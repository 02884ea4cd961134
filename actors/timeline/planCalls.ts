import * as v from "valibot";
import type { PlanEntry } from "../../src/protocol/index.ts";
import { parseOrNull, type ToolCallChange } from "./acpSchemas.ts";
import { hasTurnPlan, setTurnPlan } from "./plans.ts";
import {
	type PlanCall,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	unchanged,
} from "./projection.ts";
import { withoutToolCall } from "./toolCalls.ts";

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

/** The calls that are remembered at most, because their last updates may come. */
const MAX_PLAN_CALLS = 100;

/**
 * What the agent reports about a call whose input is its plan: the call has no row then, because the plan shows all of it.
 * Some agents announce such a call without its input: once one of that title has told a plan, the next ones get no row
 * before they say more. Null if the call has a row: it is another call, or is one of a subagent, whose plan is not that
 * of the agent.
 *
 * @param isAnnounced - Whether it is the announcement of a call: some agents use their ids again.
 */
export function projectPlanCall(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectionContext,
	isAnnounced: boolean,
): ProjectionResult | null {
	const { toolCallId, rawInput, parentCallId } = change;
	const known = isAnnounced ? undefined : projection.planCalls.get(toolCallId);
	const entries = readPlan(projection, change);
	const title = known?.title ?? change.title ?? toolCallId;
	if (entries !== null) {
		return setTurnPlan(withPlanCall(projection, toolCallId, { title, isTold: true }), entries, context);
	}
	if (known?.isTold && isEmptyInput(rawInput)) return unchanged(projection);
	if (!isEmptyInput(rawInput) || saysMore(change) || parentCallId !== undefined) return null;
	const mayTell = known !== undefined || (isAnnounced && toldBySuch(projection, title));
	return mayTell ? unchanged(withPlanCall(projection, toolCallId, { title, isTold: false })) : null;
}

/**
 * The first plan of a turn, told by a call that has got a row because its announcement had no input: the plan takes the
 * place of the row. Null if the row has to stay: it shows something, or the plan has a place already.
 */
export function projectPlanInPlaceOfRow(
	projection: Projection,
	change: ToolCallChange,
	context: ProjectionContext,
	{ item }: TrackedToolCall,
): ProjectionResult | null {
	const { toolCallId, id, createdAt, title } = item;
	const isBlank = isEmptyInput(item.rawInput) && item.content.length === 0 && item.parentId === undefined;
	if (!isBlank || item.turnId !== context.turnId || hasTurnPlan(projection)) return null;
	const entries = readPlan(projection, change);
	if (entries === null) return null;
	const planned = withPlanCall(withoutToolCall(projection, toolCallId), toolCallId, { title, isTold: true });
	return setTurnPlan(planned, entries, { ...context, now: createdAt, createId: () => id });
}

/** Whether an update says what is not in a plan: a result, or that the call is over. */
function saysMore({ status, content = [], rawOutput }: ToolCallChange): boolean {
	return status === "failed" || status === "completed" || content.length > 0 || rawOutput !== undefined;
}

function isEmptyInput(rawInput: unknown): boolean {
	const input = typeof rawInput === "string" ? (parseObject(rawInput) ?? rawInput) : rawInput;
	if (input === undefined || input === null || input === "") return true;
	return typeof input === "object" && Object.keys(input).length === 0;
}

function toldBySuch({ planCalls }: Projection, title: string): boolean {
	return [...planCalls.values()].some((call) => call.isTold && call.title === title);
}

function withPlanCall(projection: Projection, toolCallId: string, call: PlanCall): Projection {
	const others = [...projection.planCalls].filter(([id]) => id !== toolCallId);
	return { ...projection, planCalls: new Map([...others, [toolCallId, call] as const].slice(-MAX_PLAN_CALLS)) };
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
	if (!projection.planCalls.has(toolCallId)) return projection;
	return { ...projection, planCalls: new Map([...projection.planCalls].filter(([id]) => id !== toolCallId)) };
}
