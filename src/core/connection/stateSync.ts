import {
	type Head,
	LIMITS,
	type PatchBatch,
	PROTOCOL_VERSION,
	type SyncResponse,
	type WorkspaceErrorCode,
} from "../../protocol/index.ts";
import { isRefusal } from "../errors/connectionErrors.ts";
import { toWorkspaceError, WorkspaceError } from "../errors/WorkspaceError.ts";
import { parseHead, parsePatchBatch, parseResponse } from "../parse/messages.ts";
import { Backoff, type Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { type ClockReading, reduceClockOffset, reducePatches, reduceSync } from "../state/syncReducer.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import type { ConnectionManager } from "./connectionManager.ts";
import type { StoreLimits } from "./storeLimits.ts";

interface StateSyncDeps {
	readonly state: Observable<WorkspaceState>;
	readonly connection: Pick<ConnectionManager, "call" | "markOutdated" | "markSynced" | "refuse">;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

/** Batches that are buffered while a sync is pending. More than these are cheaper to sync again. */
const MAX_BUFFERED_BATCHES = 256;

/**
 * Keeps the state up to date while a connection is open. First load, gap, lost tail, reconnect and new epoch are one
 * path: `sync`. One runs at a time; batches that arrive meanwhile are buffered and applied after it.
 */
export class StateSync {
	readonly #deps: StateSyncDeps;
	readonly #backoff: Backoff;
	#phase: "stopped" | "following" | "syncing" = "stopped";
	/** Counts starts and stops, so that a response to a request from before the last of them is dropped. */
	#round = 0;
	#syncedAt = Number.NEGATIVE_INFINITY;
	/** Where the next sync has to begin although later changes are in the state. Kept until a sync from there succeeds. */
	#since: Head | null = null;
	#buffered: readonly PatchBatch[] = [];
	#cancelSync = () => {};

	constructor(deps: StateSyncDeps) {
		this.#deps = deps;
		this.#backoff = new Backoff(deps.clock, deps.limits.backoffMs);
	}

	/** A connection has opened: syncs, and applies patches from then on. */
	start(): void {
		this.#reset("following");
		this.#requestSync(0);
	}

	/** The connection is gone. */
	stop(): void {
		this.#reset("stopped");
	}

	/** @param value - `workspace.patches`, not parsed yet. */
	handlePatches(value: unknown): void {
		this.#handleBatch(parsePatchBatch(value));
	}

	/** @param value - `workspace.head`, not parsed yet. */
	handleHead(value: unknown): void {
		this.#handleBatch(toBatch(parseHead(value)));
	}

	/** Loads what changed after `since` again, though it may be in the state. */
	catchUp(since: Head | null): void {
		this.#since = since;
		this.#requestSyncSpaced();
	}

	#reset(phase: "stopped" | "following"): void {
		this.#cancelSync();
		this.#backoff.reset();
		this.#round += 1;
		this.#phase = phase;
		this.#buffered = [];
	}

	#handleBatch(batch: PatchBatch | null): void {
		if (batch) this.#applyBatch(batch);
		// This version cannot read what changed: the response to a sync says how things are now.
		else this.catchUp(headOf(this.#deps.state.get()));
	}

	#applyBatch(batch: PatchBatch): void {
		if (this.#phase === "stopped") return;
		const { state } = this.#deps;
		const next = this.#phase === "following" ? reducePatches(state.get(), batch) : null;
		if (next) {
			state.set(next);
			return;
		}
		this.#buffered = [...this.#buffered.slice(1 - MAX_BUFFERED_BATCHES), batch];
		this.#requestSyncSpaced();
	}

	#requestSyncSpaced(): void {
		const { clock, limits } = this.#deps;
		this.#requestSync(this.#syncedAt + limits.syncSpacingMs - clock.now());
	}

	#requestSync(waitMs: number): void {
		if (this.#phase !== "following") return;
		this.#phase = "syncing";
		if (waitMs > 0) this.#cancelSync = this.#deps.clock.setTimer(() => this.#sync(), waitMs);
		else this.#sync();
	}

	async #sync(): Promise<void> {
		const round = this.#round;
		const since = this.#since;
		this.#since = null;
		const requestedAt = this.#deps.clock.now();
		const outcome = await this.#requestState(since ?? headOf(this.#deps.state.get()));
		const hasFailed = outcome instanceof WorkspaceError;
		if (hasFailed || round !== this.#round) this.#since = since ?? this.#since;
		if (round !== this.#round) return;
		if (hasFailed) this.#handleFailure(outcome);
		else this.#applyResponse(outcome, requestedAt);
	}

	async #requestState(have: Head | null): Promise<SyncResponse | WorkspaceError> {
		const { state, connection, limits } = this.#deps;
		const limit = windowSize(state.get().itemIds.length, limits);
		try {
			return parseResponse("sync", await connection.call("sync", { protocol: PROTOCOL_VERSION, have, limit }));
		} catch (error) {
			return toWorkspaceError(error);
		}
	}

	#applyResponse(response: SyncResponse, requestedAt: number): void {
		const { state, connection, clock, limits } = this.#deps;
		const buffered = this.#buffered;
		this.#buffered = [];
		this.#backoff.reset();
		this.#syncedAt = clock.now();
		this.#phase = "following";
		const reading: ClockReading = { requestedAt, respondedAt: this.#syncedAt, now: response.now };
		const clockOffsetMs = reduceClockOffset(state.get().clockOffsetMs, reading);
		state.set(updateFields(reduceSync(state.get(), response), { clockOffsetMs }));
		connection.markSynced();
		for (const batch of buffered) this.#applyBatch(batch);
		if (this.#since) this.#requestSync(limits.syncSpacingMs);
	}

	#handleFailure(error: WorkspaceError): void {
		const { connection } = this.#deps;
		if (isRefusal(error)) {
			connection.refuse(error);
			return;
		}
		if (MAY_LAST.has(error.code)) connection.markOutdated(error);
		this.#backoff.retry(() => this.#sync());
	}
}

/** The next response may be malformed, too, and a disk may stay full: nobody should wait without knowing. */
const MAY_LAST: ReadonlySet<WorkspaceErrorCode> = new Set(["internal", "storage_full", "storage_unavailable"]);

/** A head is a batch without changes: it follows on the state unless something before it was missed. */
function toBatch(head: Head | null): PatchBatch | null {
	return head && { epoch: head.epoch, from: head.seq + 1, to: head.seq, patches: [] };
}

function headOf({ loaded, epoch, seq }: WorkspaceState): Head | null {
	return loaded ? { epoch, seq } : null;
}

/** A new window should reach back as far as the one it replaces, so that a reader keeps their place. */
function windowSize(loadedItems: number, limits: StoreLimits): number {
	return Math.min(Math.max(loadedItems, limits.pageSize), LIMITS.windowItems);
}
