import type { ConnectionController } from "../connection/connectionController.ts";
import type { StoreLimits } from "../connection/storeLimits.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { oldestOrder, reduceHistory } from "../state/timelineReducer.ts";
import type { HistoryStatus, WorkspaceState } from "../state/workspaceState.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

interface HistoryLoaderOptions extends Pick<ConnectionController, "perform" | "catchUp"> {
	readonly state: Observable<WorkspaceState>;
	readonly limits: StoreLimits;
}

/** Loads older pages, one at a time. */
export function createHistoryLoader({ state, perform, catchUp, limits }: HistoryLoaderOptions): () => Promise<void> {
	let loading: Promise<void> | null = null;

	const tell = (history: HistoryStatus) => state.set(updateFields(state.get(), { history }), "now");

	async function load(): Promise<void> {
		const asked = state.get();
		const before = oldestOrder(asked);
		tell({ status: "loading" });
		try {
			const page = await perform("getHistory", { before, limit: limits.pageSize });
			state.set(reduceHistory(state.get(), page, before));
			// A change of an item of this page may have come before the page itself, and found nothing to change.
			if (state.get().seq !== asked.seq) catchUp({ epoch: asked.epoch, seq: asked.seq });
		} catch (error) {
			tell({ status: "failed", error: toWorkspaceError(error).toInfo() });
		}
	}

	return async () => {
		if (!loading && !state.get().hasOlder) return;
		loading ??= load().finally(() => {
			loading = null;
		});
		await loading;
	};
}

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
