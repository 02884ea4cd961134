import type { WorkspaceStore } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/loadUntil.ts";
import { toWorkspaceError } from "../../core/toWorkspaceError.ts";

/**
 * Loads the timeline back to an item. One that the workspace does not have costs a question, not the whole history.
 * Answers with false for such a one only: what cannot be loaded now may be there.
 */
export async function loadBackToItem(store: WorkspaceStore, itemId: string): Promise<boolean> {
	const isThere = () => store.get().itemIds.includes(itemId);
	if (isThere()) return true;
	const error = await store.loadItem(itemId).then(() => null, toWorkspaceError);
	if (error === null) await loadHistoryUntil(store, isThere);
	return error?.code !== "not_found";
}
