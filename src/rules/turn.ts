import type { WorkspaceErrorInfo } from "../protocol/errors.ts";
import type { PromptState } from "../protocol/prompt.ts";
import type { Usage } from "../protocol/session.ts";
import type { NoticeItem, PromptItem } from "../protocol/timelineItem.ts";
import type { ChangedFile, Turn, TurnResult } from "../protocol/turn.ts";
import { type CancelReason, type PeopleWait, peopleWaitMs } from "./approvals.ts";
import { type ChangedLines, countChangedLines, splitLines } from "./changedLines.ts";
import type { UnplacedItem } from "./items.ts";
import { tokensSince } from "./tokens.ts";

/** A turn that begins, with its prompt as it then is. */
export interface StartedTurn<Prompt extends UnplacedItem<"prompt"> = UnplacedItem<"prompt">> {
	readonly turn: Turn;
	readonly prompt: Prompt;
}

/** Begins a turn with the first of the prompts that may begin, which moves to the end of the timeline. Null when there is none. */
export function beginTurn(runnable: readonly PromptItem[], turnId: string, now: number): StartedTurn | null {
	const [next] = runnable;
	if (!next) return null;
	const { order: _order, seq: _seq, ...prompt } = next;
	return startTurn(prompt, turnId, now);
}

/** Begins a turn with a prompt that does not have to wait. */
export function startTurn(prompt: UnplacedItem<"prompt">, turnId: string, now: number): StartedTurn {
	return {
		turn: { id: turnId, promptId: prompt.id, startedAt: now, state: "running" },
		prompt: { ...prompt, turnId, state: "running" },
	};
}

/** A prompt that steers, once it is given to the agent in the middle of a turn. It moves to the end of the timeline. */
export function joinTurn({ order: _order, seq: _seq, ...prompt }: PromptItem, turnId: string): UnplacedItem<"prompt"> {
	return { ...prompt, turnId, state: "running" };
}

/** Whether a prompt was given to the agent in the middle of a turn, so that the turn is another prompt's. */
export function hasJoinedTurn({ turnId, preemption }: Pick<PromptItem, "turnId" | "preemption">): boolean {
	return turnId !== null && preemption?.turnId === turnId;
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
	readonly waits: readonly PeopleWait[];
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
	// A clock may be set back meanwhile.
	const durationMs = Math.max(0, now - startedAt);
	const waitedMs = peopleWaitMs(waits, startedAt, now);
	const result = { ...ended, ...summary, endedAt: now, durationMs, waitedMs, stoppedBy, stoppedFor };
	return { ...prompt, state: finalPromptState(ended), result };
}

function finalPromptState({ stopReason, error }: PromptOutcome): PromptState {
	if (stopReason === "cancelled") return "cancelled";
	return error ? "failed" : "done";
}

/** Why the approvals and questions that still wait at the end of a turn are cancelled. */
export function turnEndReason({ error }: PromptOutcome): Extract<CancelReason, "interrupted" | "turn_ended"> {
	return error ? "interrupted" : "turn_ended";
}

/** What is said of a turn that ran when its process ended. */
export const TURN_INTERRUPTED: Pick<NoticeItem, "level" | "code" | "message" | "hint"> = {
	level: "warning",
	code: "turn_interrupted",
	message: "The workspace restarted during this turn.",
	hint: "Retry to continue. Changes made so far are still there.",
};

/** What is said of a turn that took longer than a server that is replaced could wait. */
export const TURN_CUT_BY_DEPLOY: typeof TURN_INTERRUPTED = {
	level: "warning",
	code: "turn_cut_by_deploy",
	message: "A deploy of the server ended this turn.",
	hint: "Retry to continue. Changes made so far are still there.",
};

/**
 * Counts the tool calls of a turn. Only those that completed touch files: one that failed or was refused did not. A
 * command that was refused has not run.
 *
 * @param refused - The `toolCallId` of those that were refused.
 */
export function summarizeToolCalls(
	calls: readonly UnplacedItem<"tool_call">[],
	refused: ReadonlySet<string>,
): Pick<TurnSummary, "files" | "toolCalls" | "commands"> {
	return {
		files: touchedFiles(calls.filter((call) => call.status === "completed")),
		toolCalls: calls.length,
		commands: calls.filter((call) => call.toolKind === "execute" && !refused.has(call.toolCallId)).length,
	};
}

function touchedFiles(calls: readonly UnplacedItem<"tool_call">[]): readonly ChangedFile[] {
	const files = new Map<string, ChangedFile>();
	for (const file of calls.flatMap(changedFilesOf)) {
		const { added, removed } = files.get(file.path) ?? { added: 0, removed: 0 };
		files.set(file.path, { ...file, added: added + file.added, removed: removed + file.removed });
	}
	return [...files.values()];
}

function changedFilesOf(call: UnplacedItem<"tool_call">): readonly ChangedFile[] {
	const deleted = call.toolKind === "delete" ? { deleted: true } : {};
	const diffs = call.content.filter((content) => content.type === "diff");
	if (diffs.length > 0) {
		return diffs.map(({ path, oldText, newText }) => ({ path, ...changedLines(oldText ?? "", newText), ...deleted }));
	}
	// Some agents change a file without sending a diff.
	const isChange = call.toolKind === "edit" || call.toolKind === "delete" || call.toolKind === "move";
	// A move names where the file was and where it is now: it is one file.
	const locations = call.toolKind === "move" ? call.locations.slice(-1) : call.locations;
	return isChange ? locations.map(({ path }) => ({ path, added: 0, removed: 0, ...deleted })) : [];
}

/** Texts that are too different to compare count as replaced. */
function changedLines(oldText: string, newText: string): ChangedLines {
	return (
		countChangedLines(oldText, newText) ?? { added: splitLines(newText).length, removed: splitLines(oldText).length }
	);
}

/**
 * What a turn used: its own cost and tokens, out of the sums of the whole session, and how full the context is at its
 * end. Without a cost when the agent reported none in the turn, and without tokens when it counted none.
 */
export function turnUsage(before: Usage | null, after: Usage | null): Usage | null {
	if (!after) return null;
	const { used, size } = after;
	const cost = after.cost && costOfTurn(before?.cost, after.cost);
	const tokens = tokensSince(before?.tokens, after.tokens);
	return { used, size, ...(cost && { cost }), ...(tokens && { tokens }) };
}

type Cost = NonNullable<Usage["cost"]>;

function costOfTurn(before: Cost | undefined, after: Cost): Cost | undefined {
	const amount = after.amount - costBeforeTurn(before, after);
	return amount > 0 ? { ...after, amount } : undefined;
}

/** 0 when the agent counts from the beginning again: after a restart, or in another currency. */
function costBeforeTurn(before: Cost | undefined, after: Cost): number {
	return before && before.currency === after.currency && before.amount <= after.amount ? before.amount : 0;
}
