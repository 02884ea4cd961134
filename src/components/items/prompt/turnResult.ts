import type { WorkspaceState } from "../../../core/index.ts";
import type { PromptItem, TurnResult } from "../../../protocol/index.ts";
import type { TurnWarning } from "../../../react/labels/Labels.ts";

const WARNING_STOP_REASONS: readonly TurnWarning[] = ["max_tokens", "max_turn_requests", "refusal"];

/** Why a turn ended early without an error; undefined if it did not. */
export function findTurnWarning({ stopReason, stoppedBy }: TurnResult, unanswered: boolean): TurnWarning | undefined {
	if (stoppedBy) return undefined;
	return unanswered ? "unanswered" : WARNING_STOP_REASONS.find((reason) => reason === stopReason);
}

/** Whether the turn of a prompt ended normally but without an answer or a tool call, as some agents do to refuse. */
export function isTurnUnanswered({ items, itemIds }: WorkspaceState, { id, turnId, result }: PromptItem): boolean {
	if (result?.stopReason !== "end_turn" || result.toolCalls > 0) return false;
	// Turns do not overlap, so the items of this one begin right after its prompt.
	for (let index = itemIds.lastIndexOf(id) + 1; index < itemIds.length; index++) {
		const item = items.get(itemIds[index] ?? "");
		if (item?.kind === "note") continue;
		if (item?.turnId !== turnId) return true;
		if (item.kind !== "thought") return false;
	}
	return true;
}

/** Whether the turn of a prompt is the newest. Items outside of turns may follow it. */
export function isNewestTurn({ items, itemIds }: WorkspaceState, { turnId }: PromptItem): boolean {
	const newest = itemIds.findLast((id) => items.get(id)?.turnId);
	return items.get(newest ?? "")?.turnId === turnId;
}

/** The text of a prompt in the queue or the timeline; null if it is not loaded. */
export function selectPromptText({ items, queue }: WorkspaceState, promptId: string | undefined): string | null {
	const item = items.get(promptId ?? "") ?? queue.find((prompt) => prompt.id === promptId);
	return item?.kind === "prompt" ? item.text : null;
}
