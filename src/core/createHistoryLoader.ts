import type { Observable } from "./createObservable.ts";
import { parseHistoryPage } from "./parse/parseHistoryPage.ts";
import { updateFields } from "./reduce/reduceFields.ts";
import { reduceHistory } from "./reduce/reduceHistory.ts";
import { oldestOrder } from "./reduce/reduceTimeline.ts";
import type { StoreLimits } from "./storeLimits.ts";
import type { ConnectionController } from "./sync/keepInSync.ts";
import { toWorkspaceError } from "./toWorkspaceError.ts";
import type { HistoryStatus, WorkspaceState } from "./workspaceState.ts";

export interface HistoryLoaderOptions extends Pick<ConnectionController, "perform" | "catchUp"> {
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
			const page = parseHistoryPage(await perform("getHistory", { before, limit: limits.pageSize }));
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
