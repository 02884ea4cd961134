import { isRunningInBackground } from "../../src/rules/background.ts";
import { closeItem, isOpenStatus } from "../../src/rules/items.ts";
import { withRequestedDiffs } from "../../src/rules/toolCalls.ts";
import { summarizeToolCalls, type TurnSummary, turnUsage } from "../../src/rules/turn.ts";
import { closeCompaction } from "./compaction.ts";
import {
	andThen,
	closeAllTexts,
	type ProjectedChange,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	TrackedToolCalls,
	unchanged,
} from "./projection.ts";

/** Begins the current turn, if this is its first event: the projection drops the turn before. */
export function enterTurn(projection: Projection, context: ProjectionContext): ProjectionResult {
	if (context.turnId === null || context.turnId === projection.turnId) return unchanged(projection);
	const { changes, projection: closed } = closeAllTexts(projection, context);
	const { turnId } = context;
	const toolCalls = rememberedToolCalls(closed);
	return {
		changes,
		projection: {
			...closed,
			turnId,
			toolCalls,
			openToolCalls: 0,
			plans: new Map(),
			failure: null,
			notices: { current: [], before: closed.notices.current },
			approvals: 0,
			usageBefore: closed.session.usage,
		},
	};
}

/** Calls of earlier turns that are remembered at most: of those that are not over, and of the newest whichever they are. */
const MAX_UNFINISHED_CALLS = 500;
const MAX_RECENT_CALLS = 100;

// A command that runs in the background may report its end many turns later, a subagent (of kind `think`) may go on when
// the call that started it is over, and the last output of a command may come after the end of its turn.
function rememberedToolCalls({ toolCalls }: Projection): TrackedToolCalls {
	const calls = toolCalls.values();
	const parents = new Set(calls.map(({ item }) => item.parentId));
	const isUnfinished = ({ item: { id, status, toolKind } }: TrackedToolCall) =>
		isOpenStatus(status) || status === "cancelled" || parents.has(id) || toolKind === "think";
	const unfinished = calls.filter(isUnfinished).slice(-MAX_UNFINISHED_CALLS);
	const remembered = new Set([...unfinished, ...calls.slice(-MAX_RECENT_CALLS)]);
	return TrackedToolCalls.of(calls.filter((call) => remembered.has(call)));
}

/** Whether the changed lines of a call are counted at the end of its turn, for which its diffs are needed whole. */
export function hasDiff({ content }: Pick<TrackedToolCall["item"], "content">): boolean {
	return content.some(({ type }) => type === "diff");
}

/** The projection with a call as it is stored. It may have printed very much, which nobody needs once it is over. */
export function withStoredCall(projection: Projection, stored: TrackedToolCall["item"]): Projection {
	const call = projection.toolCalls.get(stored.toolCallId);
	if (call?.item.id !== stored.id) return projection;
	const reportedContent = call.reportedContent.length > 0 ? stored.content : [];
	return { ...projection, toolCalls: projection.toolCalls.with({ ...call, item: stored, reportedContent }) };
}

/** How a turn ends. */
interface TurnClosing {
	/** Whether the agent ended it by itself. Then what is in progress goes on in the background. Default false. */
	readonly isEndedByAgent?: boolean;
}

/**
 * Ends the turn: closes the open message or thought, and each tool call and compaction that the agent left open, as many
 * do after a cancel, a rejection or an error. What runs in the background goes on. It can be called twice.
 *
 * @example
 * const { projection, changes } = closeTurn(state.projection, { turnId, now: Date.now(), createId });
 */
export function closeTurn(
	projection: Projection,
	context: ProjectionContext,
	{ isEndedByAgent = false }: TurnClosing = {},
): ProjectionResult {
	// A turn without events has not been entered yet.
	const entered = enterTurn(projection, context);
	const closed = andThen(entered, (next) => closeAllTexts(next, context));
	const withoutCalls = andThen(closed, (next) => closeToolCalls({ ...next, failure: null }, context, isEndedByAgent));
	// An agent may compact its context after the turn.
	return isEndedByAgent ? withoutCalls : andThen(withoutCalls, (next) => closeCompaction(next, context));
}

/** An agent that leaves more calls in progress than these does not end its calls. */
const MAX_CALLS_GOING_ON = 50;

function closeToolCalls(projection: Projection, context: ProjectionContext, isEndedByAgent: boolean): ProjectionResult {
	let { toolCalls } = projection;
	const isLeft = ({ item }: TrackedToolCall) => item.status === "in_progress" && !isRunningInBackground(item);
	const mayGoOn = isEndedByAgent && toolCalls.values().filter(isLeft).length <= MAX_CALLS_GOING_ON;
	const changes: ProjectedChange[] = [];
	for (const call of toolCalls.values()) {
		if (isRunningInBackground(call.item)) continue;
		const goesOn = mayGoOn && isLeft(call);
		const item = goesOn ? { ...call.item, background: true } : closeItem(call.item, context.now);
		if (item === call.item) continue;
		toolCalls = toolCalls.with({ ...call, item });
		changes.push({ kind: "item", item });
	}
	if (changes.length === 0) return unchanged(projection);
	return { projection: { ...projection, toolCalls, openToolCalls: 0 }, changes };
}

/**
 * Summarizes the current turn. Call it once the turn is closed. Only completed calls count as changes of files, not those
 * that failed or were rejected.
 *
 * @param refused - The `toolCallId` of the calls that were not permitted.
 * @example
 * const result = { ...summarizeTurn(projection), stopReason, error: null, endedAt, durationMs };
 */
export function summarizeTurn(
	{ toolCalls, turnId, approvals, session, usageBefore }: Projection,
	refused: ReadonlySet<string> = new Set(),
): TurnSummary {
	const calls = toolCalls.values().map(({ item, requestedDiffs }) => withRequestedDiffs(item, requestedDiffs));
	return {
		...summarizeToolCalls(
			calls.filter((item) => item.turnId === turnId),
			refused,
		),
		approvals,
		usage: turnUsage(usageBefore, session.usage),
	};
}
