import type { WorkspaceState } from "../../core/index.ts";
import type { PromptItem } from "../../protocol/index.ts";

/** Whether no other turn came after that of a prompt. What belongs to no turn may stand behind it. */
export function isNewestTurn({ items, itemIds }: WorkspaceState, { turnId }: PromptItem): boolean {
	const newest = itemIds.findLast((id) => items.get(id)?.turnId);
	return items.get(newest ?? "")?.turnId === turnId;
}
