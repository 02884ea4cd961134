import * as v from "valibot";
import { isRunningInBackground } from "../../src/rules/background.ts";
import { closeItem, isOpenStatus } from "../../src/rules/items.ts";
import { parseSessionEvent, readThreadStatuses, type ToolCallChange } from "./acpSchemas.ts";
import { closeCompaction } from "./compaction.ts";
import {
	andThen,
	type ProjectedItem,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedToolCall,
	unchanged,
	withItem,
} from "./projection.ts";

/*
 * ACP has no word for work that goes on after the result of its tool call, and after its turn. This is how agents say
 * it. It does not matter which agent says it; each form has a test in `test/timeline/background.test.ts`.
 *
 * | what is in the update | what it says |
 * |---|---|
 * | `rawInput.run_in_background` or `rawInput.is_background` is true | the call only starts something: "completed" says that it has started |
 * | `_meta.claudeCode.toolResponse.backgroundTaskId` | the same, of a command |
 * | `_meta.claudeCode.toolResponse.isAsync` is true | the same, of a subagent |
 * | `rawOutput` or `content` begins with "Command running in background with ID: …" | the same, from older adapters |
 * | status `in_progress` when the turn ends by itself, of at most 50 calls | the call goes on; a status that follows is its end |
 * | `_meta.terminal_exit` after "completed" | what the call has started has ended |
 * | `failed` or `completed` after the first "completed" | the same |
 * | `_meta["_claude/origin"].kind` is `task-notification`, in any update | one of the things that run has ended; the update does not say which |
 * | `_meta.x.threadStatus.type` is `active` or `idle` | the agent works, or it has stopped working |
 *
 * `x` is any key: agents put their own extensions under their names.
 */

const startsInBackgroundSchema = v.union([
	v.object({ run_in_background: v.literal(true) }),
	v.object({ is_background: v.literal(true) }),
]);

const STARTED_TEXT = v.pipe(v.string(), v.regex(/^\W*(?:console\n)?Command running in background with ID: /));

const hasStartedSchema = v.union([
	v.object({
		_meta: v.object({
			claudeCode: v.object({
				toolResponse: v.union([v.object({ backgroundTaskId: v.string() }), v.object({ isAsync: v.literal(true) })]),
			}),
		}),
	}),
	v.object({ rawOutput: STARTED_TEXT }),
]);

const notificationSchema = v.object({
	_meta: v.object({ "_claude/origin": v.object({ kind: v.literal("task-notification") }) }),
});

/** Whether an update of a call says that what the call has started goes on in the background. */
export function saysItGoesOn(update: unknown): boolean {
	return v.is(hasStartedSchema, update);
}

/** Whether an event says that the agent works (`active`) or has stopped working (`idle`); null when it says neither. */
export function reportedWork(event: unknown): "active" | "idle" | null {
	const parsed = parseSessionEvent(event);
	if (parsed?.kind !== "update") return null;
	const { update } = parsed;
	if (v.is(notificationSchema, update)) return "idle";
	return readThreadStatuses(update).find((status) => status === "active" || status === "idle") ?? null;
}

/** How far a call is that starts something in the background: `announced` before it has started it. */
export type BackgroundStage = "none" | "announced" | "started";

/** The stage of a call after an update of it. */
export function nextStage(
	before: BackgroundStage,
	change: ToolCallChange & { readonly goesOn: boolean },
	call: Pick<TrackedToolCall["item"], "status" | "rawInput">,
): BackgroundStage {
	if (before === "started") return before;
	const isAnnounced = before === "announced" || change.goesOn || v.is(startsInBackgroundSchema, call.rawInput);
	if (!isAnnounced) return "none";
	return call.status === "completed" && !change.terminal?.exit ? "started" : "announced";
}

/** The calls that run in the background now, oldest first. */
export function runningInBackground({ toolCalls }: Projection): readonly ProjectedItem<"tool_call">[] {
	return toolCalls.values().flatMap(({ item }) => (isRunningInBackground(item) ? [item] : []));
}

/**
 * Ends what a notification reports as ended. It does not say which task that was: as long as there are more tasks than
 * notifications, nobody knows, and all of them are shown as running.
 */
export function endNotifiedTasks(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult {
	if (!v.is(notificationSchema, update)) return unchanged(projection);
	const running = projection.toolCalls.values().filter(isEndedByNotification);
	const notifications = projection.backgroundNotifications + 1;
	if (running.length > notifications) return unchanged({ ...projection, backgroundNotifications: notifications });
	const start = unchanged({ ...projection, backgroundNotifications: 0 });
	return running.reduce((result, call) => andThen(result, (next) => endTask(next, call, "completed", context)), start);
}

/** The end of a terminal is reported by itself. */
function isEndedByNotification({ item, stage, terminalOutput }: TrackedToolCall): boolean {
	return stage === "started" && isOpenStatus(item.status) && terminalOutput === null;
}

/** Everything that runs in the background is over, because its agent is gone or was stopped. */
export function cutBackground(projection: Projection, context: ProjectionContext): ProjectionResult {
	const running = projection.toolCalls.values().filter(({ item }) => isRunningInBackground(item));
	const start = closeCompaction({ ...projection, backgroundNotifications: 0 }, context);
	return running.reduce((result, call) => andThen(result, (next) => endTask(next, call, "cancelled", context)), start);
}

function endTask(
	projection: Projection,
	call: TrackedToolCall,
	status: "completed" | "cancelled",
	{ now }: ProjectionContext,
): ProjectionResult {
	const item = status === "cancelled" ? closeItem(call.item, now) : { ...call.item, status, endedAt: now };
	return withItem({ ...projection, toolCalls: projection.toolCalls.with({ ...call, item }) }, item);
}
