import type { PromptItem, WorkspaceErrorInfo } from "../../protocol/index.ts";
import { turnUsage } from "../../protocol/turnUsage.ts";
import { approvalWaitMs } from "../../protocol/waitedMs.ts";
import type { WorkspaceState } from "../workspaceState.ts";

/** How a turn can end. An abandoned one leaves no trace. */
export type TurnOutcome =
	| { readonly kind: "done" | "stopped" | "interrupted" | "abandoned" }
	| { readonly kind: "failed"; readonly error: WorkspaceErrorInfo };

const PROMPT_STATES = {
	done: "done",
	failed: "failed",
	stopped: "cancelled",
	interrupted: "interrupted",
	abandoned: "interrupted",
} as const;

const STOP_REASONS = {
	done: "end_turn",
	failed: null,
	stopped: "cancelled",
	interrupted: null,
	abandoned: null,
} as const;

/**
 * The prompt of a turn that has ended, with a summary of it.
 *
 * @param before - As all was when the turn began; null where nobody knows any more.
 */
export function toEndedPrompt(
	prompt: PromptItem,
	ended: TurnOutcome,
	state: WorkspaceState,
	before: WorkspaceState | null,
	now: number,
): PromptItem {
	const items = [...state.items.values()].filter((item) => item.turnId === prompt.turnId);
	const approvals = items.filter((item) => item.kind === "approval");
	const startedAt = state.turn?.startedAt ?? now;
	const calls = items.filter((item) => item.kind === "tool_call");
	return {
		...prompt,
		state: PROMPT_STATES[ended.kind],
		result: {
			stopReason: STOP_REASONS[ended.kind],
			error: ended.kind === "failed" ? ended.error : null,
			endedAt: now,
			durationMs: now - startedAt,
			waitedMs: approvalWaitMs(approvals, startedAt, now),
			files: [],
			toolCalls: calls.length,
			commands: calls.filter((call) => call.toolKind === "execute").length,
			approvals: approvals.length,
			usage: turnUsage(before?.session?.usage ?? null, state.session?.usage ?? null),
			stoppedBy: state.turn?.stoppedBy,
			stoppedFor: state.turn?.stoppedFor,
		},
	};
}
