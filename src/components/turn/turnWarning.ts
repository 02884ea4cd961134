import type { TurnResult } from "../../protocol/index.ts";
import type { TurnWarning } from "../../react/labels/Labels.ts";

const WARNING_STOP_REASONS: readonly TurnWarning[] = ["max_tokens", "max_turn_requests", "refusal"];

/** Whether a turn ended before it was done though nothing failed, and how. */
export function findTurnWarning({ stopReason, stoppedBy }: TurnResult, unanswered: boolean): TurnWarning | undefined {
	if (stoppedBy) return undefined;
	return unanswered ? "unanswered" : WARNING_STOP_REASONS.find((reason) => reason === stopReason);
}
