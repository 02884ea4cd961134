import type { WorkspaceStore } from "./workspaceStore.ts";

/**
 * Loads older pages until `isThere`, and tells whether it came to that. A page that fails ends it: the timeline says
 * why, and offers to try again.
 */
export async function loadHistoryUntil(
	store: WorkspaceStore,
	isThere: () => boolean,
	mostPages = Number.POSITIVE_INFINITY,
): Promise<boolean> {
	for (let pages = 0; !isThere(); pages++) {
		const { hasOlder, itemIds } = store.get();
		if (!hasOlder || pages === mostPages) return false;
		await store.loadOlder();
		const after = store.get();
		if (after.history.status === "failed" || after.itemIds[0] === itemIds[0]) return isThere();
	}
	return true;
}
