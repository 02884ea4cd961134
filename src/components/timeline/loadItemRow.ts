import type { WorkspaceStore } from "../../core/index.ts";
import { loadUntil } from "./loadUntil.ts";

/** Loads the timeline back to an item. One that the workspace does not have costs a question, not the whole history. */
export async function loadItemRow(store: WorkspaceStore, itemId: string): Promise<boolean> {
	const isThere = () => store.get().itemIds.includes(itemId);
	if (isThere()) return true;
	const exists = await store.loadItem(itemId).then(
		() => true,
		() => false,
	);
	return exists && loadUntil(store, isThere);
}
