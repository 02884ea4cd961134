import type { DirectoryPatchBatch, Head, SyncDirectoryResponse, WorkspaceErrorCode } from "../../protocol/index.ts";
import { LIMITS, PROTOCOL_VERSION } from "../../protocol/limits.ts";
import type { ConnectionManager } from "../connection/connectionManager.ts";
import type { StoreLimits } from "../connection/storeLimits.ts";
import { isRefusal } from "../errors/connectionErrors.ts";
import { toWorkspaceError, type WorkspaceError } from "../errors/WorkspaceError.ts";
import { parseDirectoryPatches, parseDirectoryResponse } from "../parse/directoryMessages.ts";
import { parseHead } from "../parse/messages.ts";
import { Backoff, type Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { reduceClockOffset } from "../state/syncReducer.ts";
import type { DirectoryActorActions } from "./directoryConnection.ts";
import { type DirectoryState, reducePatches, reduceSync } from "./directoryState.ts";

interface DirectorySyncDeps {
	readonly state: Observable<DirectoryState>;
	readonly connection: Pick<
		ConnectionManager<DirectoryState, DirectoryActorActions>,
		"call" | "markOutdated" | "markSynced" | "refuse"
	>;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

/** Batches that are buffered while a list is loaded. More than these are cheaper to load again. */
const MAX_BUFFERED_BATCHES = 64;

/** The next response may fail in the same way: nobody should wait without knowing. */
const MAY_LAST: ReadonlySet<WorkspaceErrorCode> = new Set(["internal", "rate_limited"]);

/**
 * Keeps a list up to date while a connection is open. First load, another query, gap, lost tail and reconnect are one path:
 * `sync`, which loads the first page again. One runs at a time; batches that arrive meanwhile are applied after it.
 */
export class DirectorySync {
	readonly #deps: DirectorySyncDeps;
	readonly #backoff: Backoff;
	#phase: "stopped" | "following" | "syncing" = "stopped";
	/** Counts what makes a response on its way useless. */
	#round = 0;
	#buffered: DirectoryPatchBatch[] = [];

	constructor(deps: DirectorySyncDeps) {
		this.#deps = deps;
		this.#backoff = new Backoff(deps.clock, deps.limits.backoffMs);
	}

	/** A connection has opened. */
	start(): void {
		this.#reset();
		void this.#sync();
	}

	/** The connection is gone. */
	stop(): void {
		this.#reset();
		this.#phase = "stopped";
	}

	/** Another list is wanted. Without a connection it is loaded once there is one. */
	restart(): void {
		if (this.#phase !== "stopped") this.start();
	}

	/** `directory.patches`, not parsed yet. */
	handlePatches(value: unknown): void {
		const batch = parseDirectoryPatches(value);
		if (this.#phase === "stopped") return;
		if (this.#phase === "syncing" && batch && this.#buffered.length < MAX_BUFFERED_BATCHES) this.#buffered.push(batch);
		else if (this.#phase === "following") this.#apply(batch);
	}

	/** `directory.head`, not parsed yet. A head is a batch without changes. */
	handleHead(value: unknown): void {
		const head = parseHead(value);
		if (this.#phase === "following" && head && !this.#isNext(head, 0)) void this.#sync();
	}

	#reset(): void {
		this.#round += 1;
		this.#backoff.reset();
		this.#buffered = [];
		this.#phase = "following";
	}

	#isNext({ epoch, seq }: Head, step: 0 | 1): boolean {
		const state = this.#deps.state.get();
		return epoch === state.epoch && seq === state.seq + step;
	}

	#apply(batch: DirectoryPatchBatch | null): void {
		const { state } = this.#deps;
		const { epoch, seq } = state.get();
		// What was sent before the list was loaded is in the list.
		if (batch && batch.epoch === epoch && batch.seq <= seq) return;
		if (!batch || !this.#isNext(batch, 1)) {
			void this.#sync();
			return;
		}
		state.set(updateFields(reducePatches(state.get(), batch.patches), { seq: batch.seq }));
	}

	async #sync(): Promise<void> {
		if (this.#phase === "syncing") return;
		this.#phase = "syncing";
		const round = this.#round;
		const { connection, clock, state } = this.#deps;
		const { query, workspaceIds, loaded } = state.get();
		const requestedAt = clock.now();
		// A list that is loaded again reaches as far as before, so that a reader keeps their place.
		const wanted = loaded ? Math.max(workspaceIds.length, LIMITS.defaultDirectoryPage) : LIMITS.defaultDirectoryPage;
		const request = { protocol: PROTOCOL_VERSION, ...query, limit: Math.min(wanted, LIMITS.directoryPage) };
		try {
			const response = parseDirectoryResponse("sync", await connection.call("sync", request));
			if (round === this.#round) this.#applyResponse(response, requestedAt);
		} catch (error) {
			if (round === this.#round) this.#handleFailure(toWorkspaceError(error));
		}
	}

	#applyResponse(response: SyncDirectoryResponse, requestedAt: number): void {
		const { state, connection, clock } = this.#deps;
		const buffered = this.#buffered;
		this.#buffered = [];
		this.#backoff.reset();
		this.#phase = "following";
		const reading = { requestedAt, respondedAt: clock.now(), now: response.now };
		const clockOffsetMs = reduceClockOffset(state.get().clockOffsetMs, reading);
		state.set(updateFields(reduceSync(state.get(), response), { clockOffsetMs }));
		connection.markSynced();
		for (const batch of buffered) this.#apply(batch);
	}

	#handleFailure(error: WorkspaceError): void {
		const { connection } = this.#deps;
		this.#phase = "following";
		if (isRefusal(error)) {
			connection.refuse(error);
			return;
		}
		if (MAY_LAST.has(error.code)) connection.markOutdated(error);
		this.#backoff.retry(() => void this.#sync());
	}
}
