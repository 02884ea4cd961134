import type { WorkspaceState } from "../../core/index.ts";
import type { PromptItem } from "../../protocol/index.ts";

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
