import { type Head, LIMITS, type PatchBatch, PROTOCOL_VERSION, type SyncResponse } from "../../protocol/index.ts";
import { isRefusal } from "../errors/connectionErrors.ts";
import { toWorkspaceError, WorkspaceError } from "../errors/WorkspaceError.ts";
import { parseHead, parsePatchBatch, parseResponse } from "../parse/messages.ts";
import { backoffDelay, type Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { type ClockReading, reduceClockOffset, reducePatches, reduceSync } from "../state/syncReducer.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import type { ManagedConnection } from "./managedConnection.ts";
import type { StoreLimits } from "./storeLimits.ts";

interface StateSyncOptions {
	readonly state: Observable<WorkspaceState>;
	readonly call: ManagedConnection["call"];
	readonly clock: Clock;
	readonly limits: StoreLimits;
	/** The state is the workspace's own, as of now. */
	onSynced(): void;
	onRefused(error: WorkspaceError): void;
}

/** Keeps the state up to date while a connection is open. */
interface StateSync {
	open(): void;
	close(): void;
	handlePatches(value: unknown): void;
	handleHead(value: unknown): void;
	/** Takes anew what changed after `since`, though it may have been seen. */
	catchUp(since: Head): void;
}

/** Batches that arrive while a sync is on its way. More than these are cheaper to sync again. */
const MAX_BUFFERED_BATCHES = 256;

/**
 * First load, gap, lost tail, reconnect and new epoch are one path: `sync`. There is one at a time; what arrives
 * meanwhile is held, and applied after it.
 */
export function createStateSync({ state, call, clock, limits, onSynced, onRefused }: StateSyncOptions): StateSync {
	let phase: "shut" | "following" | "syncing" = "shut";
	// Grows when a connection opens or goes, so that the answer to an earlier one's sync is dropped.
	let round = 0;
	let failures = 0;
	let syncedAt = Number.NEGATIVE_INFINITY;
	// What is to be taken anew, though it may have been seen. It is kept until an answer to it was taken.
	let since: Head | null = null;
	let held: PatchBatch[] = [];
	let cancelSync = () => {};

	function begin(next: "shut" | "following") {
		cancelSync();
		round += 1;
		phase = next;
		failures = 0;
		held = [];
	}

	function hear(batch: PatchBatch | null) {
		if (batch) follow(batch);
		// Something this version cannot read has changed: the answer to `sync` says how things are now.
		else catchUp(headOf(state.get()));
	}

	function follow(batch: PatchBatch) {
		if (phase === "shut") return;
		const next = phase === "following" ? reducePatches(state.get(), batch) : null;
		if (next) return state.set(next);
		held = [...held.slice(1 - MAX_BUFFERED_BATCHES), batch];
		requestSync(syncedAt + limits.syncSpacingMs - clock.now());
	}

	function catchUp(from: Head | null) {
		since = from;
		requestSync(syncedAt + limits.syncSpacingMs - clock.now());
	}

	function requestSync(waitMs: number) {
		if (phase !== "following") return;
		phase = "syncing";
		if (waitMs > 0) cancelSync = clock.setTimer(sync, waitMs);
		else sync();
	}

	async function sync() {
		const mine = round;
		const asked = since;
		since = null;
		const askedAt = clock.now();
		const outcome = await askSync(asked ?? headOf(state.get()));
		const isFailed = outcome instanceof WorkspaceError;
		if (isFailed || mine !== round) since = asked ?? since;
		if (mine !== round) return;
		if (isFailed) fail(outcome);
		else take(outcome, askedAt);
	}

	async function askSync(have: Head | null): Promise<SyncResponse | WorkspaceError> {
		const limit = windowSize(state.get().itemIds.length, limits);
		try {
			return parseResponse("sync", await call("sync", { protocol: PROTOCOL_VERSION, have, limit }));
		} catch (error) {
			return toWorkspaceError(error);
		}
	}

	function take(answer: SyncResponse, askedAt: number) {
		const batches = held;
		held = [];
		failures = 0;
		syncedAt = clock.now();
		phase = "following";
		const reading: ClockReading = { askedAt, answeredAt: syncedAt, now: answer.now };
		const clockOffsetMs = reduceClockOffset(state.get().clockOffsetMs, reading);
		state.set(updateFields(reduceSync(state.get(), answer), { clockOffsetMs }));
		onSynced();
		for (const batch of batches) follow(batch);
		if (since) requestSync(limits.syncSpacingMs);
	}

	function fail(error: WorkspaceError) {
		if (isRefusal(error)) return onRefused(error);
		failures += 1;
		cancelSync = clock.setTimer(sync, backoffDelay(failures, limits.backoffMs));
	}

	return {
		open() {
			begin("following");
			requestSync(0);
		},
		close: () => begin("shut"),
		handlePatches: (value) => hear(parsePatchBatch(value)),
		handleHead: (value) => hear(toBatch(parseHead(value))),
		catchUp,
	};
}

/** A head is a batch without changes: it follows on the state unless something before it was missed. */
function toBatch(head: Head | null): PatchBatch | null {
	return head && { epoch: head.epoch, from: head.seq + 1, to: head.seq, patches: [] };
}

function headOf({ loaded, epoch, seq }: WorkspaceState): Head | null {
	return loaded ? { epoch, seq } : null;
}

/** A window that is taken anew should reach back as far as the one it replaces, so that a reader keeps the place. */
function windowSize(heldItems: number, limits: StoreLimits): number {
	return Math.min(Math.max(heldItems, limits.pageSize), LIMITS.windowItems);
}
