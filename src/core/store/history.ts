import type { ConnectionManager } from "../connection/connectionManager.ts";
import type { StateSync } from "../connection/stateSync.ts";
import type { StoreLimits } from "../connection/storeLimits.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { oldestOrder, reduceHistory } from "../state/timelineReducer.ts";
import type { HistoryStatus, WorkspaceState } from "../state/workspaceState.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

interface HistoryLoaderDeps {
	readonly state: Observable<WorkspaceState>;
	readonly connection: Pick<ConnectionManager, "perform">;
	readonly sync: Pick<StateSync, "catchUp">;
	readonly limits: StoreLimits;
}

/** Loads older pages of the timeline, one at a time. */
export class HistoryLoader {
	readonly #deps: HistoryLoaderDeps;
	#loading: Promise<void> | null = null;

	constructor(deps: HistoryLoaderDeps) {
		this.#deps = deps;
	}

	/** Loads the page before the first item. `history` in the state reports how it goes, so this never rejects. */
	async loadOlder(): Promise<void> {
		if (!this.#loading && !this.#deps.state.get().hasOlder) return;
		this.#loading ??= this.#loadPage().finally(() => {
			this.#loading = null;
		});
		await this.#loading;
	}

	async #loadPage(): Promise<void> {
		const { state, connection, sync, limits } = this.#deps;
		const { epoch, seq } = state.get();
		const before = oldestOrder(state.get());
		this.#report({ status: "loading" });
		try {
			const page = await connection.perform("getHistory", { before, limit: limits.pageSize });
			state.set(reduceHistory(state.get(), page, before));
			// An item of this page may have changed while the page was on its way, when there was no item to update.
			if (state.get().seq !== seq) sync.catchUp({ epoch, seq });
		} catch (error) {
			this.#report({ status: "failed", error: toWorkspaceError(error).toInfo() });
		}
	}

	#report(history: HistoryStatus): void {
		const { state } = this.#deps;
		state.set(updateFields(state.get(), { history }), "now");
	}
}

/**
 * Loads older pages until `isFound`. A page that fails ends it: the timeline says why, and offers to try again.
 *
 * @returns Whether it was found.
 */
export async function loadHistoryUntil(
	store: WorkspaceStore,
	isFound: () => boolean,
	maxPages = Number.POSITIVE_INFINITY,
): Promise<boolean> {
	for (let pages = 0; !isFound(); pages++) {
		const { hasOlder, itemIds } = store.get();
		if (!hasOlder || pages === maxPages) return false;
		await store.loadOlder();
		const after = store.get();
		if (after.history.status === "failed" || after.itemIds[0] === itemIds[0]) return isFound();
	}
	return true;
}
