import type { WorkspaceErrorInfo } from "../protocol/errors.ts";
import type { Usage } from "../protocol/session.ts";
import type { NoticeItem, PromptItem, PromptState } from "../protocol/timelineItem.ts";
import type { ChangedFile, Turn, TurnResult } from "../protocol/turn.ts";
import { type ApprovalWait, approvalWaitMs, type CancelReason } from "./approvals.ts";
import { type ChangedLines, countChangedLines, splitLines } from "./changedLines.ts";
import type { UnplacedItem } from "./items.ts";

/** A turn that begins, with its prompt as it then is. */
export interface StartedTurn<Prompt extends UnplacedItem<"prompt"> = UnplacedItem<"prompt">> {
	readonly turn: Turn;
	readonly prompt: Prompt;
}

/** Begins a turn with the first prompt of the queue, which moves to the end of the timeline. Null when none waits. */
export function beginTurn(queue: readonly PromptItem[], turnId: string, now: number): StartedTurn | null {
	const [next] = queue;
	if (!next) return null;
	const { order: _order, seq: _seq, ...prompt } = next;
	return {
		turn: { id: turnId, promptId: next.id, startedAt: now, state: "running" },
		prompt: { ...prompt, turnId, state: "running" },
	};
}

/** Who stops a turn, and the prompt that it is stopped for if there is one. */
export type TurnStop = Pick<Turn, "stoppedBy" | "stoppedFor">;

/** The turn from the moment somebody stops it until its agent has settled. */
export function stopTurn(turn: Turn, stop: TurnStop): Turn {
	return { ...turn, ...stop, state: "stopping" };
}

/** How the agent ended a turn. */
export interface PromptOutcome {
	/** ACP's stop reason; null when the turn failed. */
	readonly stopReason: string | null;
	readonly error: WorkspaceErrorInfo | null;
}

export const STOPPED_OUTCOME: PromptOutcome = { stopReason: "cancelled", error: null };

/** What happened in a turn, as far as its timeline and its session show. */
export type TurnSummary = Pick<TurnResult, "files" | "toolCalls" | "commands" | "approvals" | "usage">;

interface TurnEnd {
	readonly outcome: PromptOutcome;
	readonly summary: TurnSummary;
	/** The permissions that were requested in the turn. */
	readonly waits: readonly ApprovalWait[];
	/** Milliseconds since 1970. */
	readonly now: number;
}

/**
 * The prompt of a turn that is over, with the result. A turn that somebody stopped counts as cancelled, however its
 * agent took it: some answer with an error.
 *
 * @param turn - As it is at its end.
 */
export function endTurn<Prompt extends UnplacedItem<"prompt">>(
	{ turn, prompt }: StartedTurn<Prompt>,
	{ outcome, summary, waits, now }: TurnEnd,
): Prompt & { readonly result: TurnResult } {
	const { startedAt, stoppedBy, stoppedFor } = turn;
	const ended = turn.state === "stopping" ? STOPPED_OUTCOME : outcome;
	const durationMs = now - startedAt;
	const waitedMs = approvalWaitMs(waits, startedAt, now);
	const result = { ...ended, ...summary, endedAt: now, durationMs, waitedMs, stoppedBy, stoppedFor };
	return { ...prompt, state: finalPromptState(ended), result };
}

function finalPromptState({ stopReason, error }: PromptOutcome): PromptState {
	if (stopReason === "cancelled") return "cancelled";
	return error ? "failed" : "done";
}

/** Why the approvals that still wait at the end of a turn are cancelled. */
export function turnEndReason({ error }: PromptOutcome): CancelReason {
	return error ? "interrupted" : "turn_ended";
}

/** What is said of a turn that ran when its process ended. */
export const TURN_INTERRUPTED: Pick<NoticeItem, "level" | "code" | "message" | "hint"> = {
	level: "warning",
	code: "turn_interrupted",
	message: "The workspace was restarted in the middle of this turn, so the turn could not be finished.",
	hint: "Run the prompt again. What the agent had changed until then is still there.",
};

/** Counts the tool calls of a turn. Only those that completed touch files: one that failed or was refused did not. */
export function summarizeToolCalls(
	calls: readonly UnplacedItem<"tool_call">[],
): Pick<TurnSummary, "files" | "toolCalls" | "commands"> {
	return {
		files: touchedFiles(calls.filter((call) => call.status === "completed")),
		toolCalls: calls.length,
		commands: calls.filter((call) => call.toolKind === "execute").length,
	};
}

function touchedFiles(calls: readonly UnplacedItem<"tool_call">[]): readonly ChangedFile[] {
	const files = new Map<string, ChangedFile>();
	for (const file of calls.flatMap(changedFilesOf)) {
		const { added, removed } = files.get(file.path) ?? { added: 0, removed: 0 };
		files.set(file.path, { path: file.path, added: added + file.added, removed: removed + file.removed });
	}
	return [...files.values()];
}

function changedFilesOf(call: UnplacedItem<"tool_call">): readonly ChangedFile[] {
	const diffs = call.content.filter((content) => content.type === "diff");
	if (diffs.length > 0) {
		return diffs.map(({ path, oldText, newText }) => ({ path, ...changedLines(oldText ?? "", newText) }));
	}
	// Some agents change a file without sending a diff.
	const isChange = call.toolKind === "edit" || call.toolKind === "delete" || call.toolKind === "move";
	return isChange ? call.locations.map(({ path }) => ({ path, added: 0, removed: 0 })) : [];
}

/** Texts that are too different to compare count as replaced. */
function changedLines(oldText: string, newText: string): ChangedLines {
	return (
		countChangedLines(oldText, newText) ?? { added: splitLines(newText).length, removed: splitLines(oldText).length }
	);
}

/**
 * What a turn used: its own cost, out of the sums that agents report for their whole session, and how full the context
 * is at its end. Without a cost when the agent reported none in the turn.
 */
export function turnUsage(before: Usage | null, after: Usage | null): Usage | null {
	if (!after?.cost) return after;
	const { used, size, cost } = after;
	const amount = cost.amount - costBeforeTurn(before?.cost, cost);
	return amount > 0 ? { used, size, cost: { ...cost, amount } } : { used, size };
}

/** 0 when the agent counts from the beginning again: after a restart, or in another currency. */
function costBeforeTurn(before: Usage["cost"], after: NonNullable<Usage["cost"]>): number {
	return before && before.currency === after.currency && before.amount <= after.amount ? before.amount : 0;
}
