import type { WorkspaceState } from "../../../core/index.ts";
import type { PromptItem, TurnResult } from "../../../protocol/index.ts";
import type { TurnWarning } from "../../../react/labels/Labels.ts";

const WARNING_STOP_REASONS: readonly TurnWarning[] = ["max_tokens", "max_turn_requests", "refusal"];

/** Whether a turn ended before it was done though nothing failed, and how. */
export function findTurnWarning({ stopReason, stoppedBy }: TurnResult, unanswered: boolean): TurnWarning | undefined {
	if (stoppedBy) return undefined;
	return unanswered ? "unanswered" : WARNING_STOP_REASONS.find((reason) => reason === stopReason);
}

/** Whether the agent ended the turn of a prompt as if done, without a word or a deed: some agents tell a refusal so. */
export function isTurnUnanswered({ items, itemIds }: WorkspaceState, { id, turnId, result }: PromptItem): boolean {
	if (result?.stopReason !== "end_turn" || result.toolCalls > 0) return false;
	// Turns follow each other, so what belongs to this one begins right behind its prompt.
	for (let place = itemIds.lastIndexOf(id) + 1; place < itemIds.length; place++) {
		const item = items.get(itemIds[place] ?? "");
		if (item?.turnId !== turnId) return true;
		if (item.kind !== "thought") return false;
	}
	return true;
}

/** Whether no other turn came after that of a prompt. What belongs to no turn may stand behind it. */
export function isNewestTurn({ items, itemIds }: WorkspaceState, { turnId }: PromptItem): boolean {
	const newest = itemIds.findLast((id) => items.get(id)?.turnId);
	return items.get(newest ?? "")?.turnId === turnId;
}

/** What a prompt says, whether it waits or stands in the timeline; null where it is not loaded. */
export function selectPromptText({ items, queue }: WorkspaceState, promptId: string | undefined): string | null {
	const item = items.get(promptId ?? "") ?? queue.find((prompt) => prompt.id === promptId);
	return item?.kind === "prompt" ? item.text : null;
}
