import {
	type Head,
	INTERVALS,
	type Participant,
	type Patch,
	type PatchBatch,
	type TimelineItem,
} from "../../protocol/index.ts";
import { createObservable } from "../createObservable.ts";
import type { Clock } from "../ports/clock.ts";
import { scheduleFrame } from "../ports/schedule.ts";
import { shareStructure } from "../reduce/keepEqual.ts";
import { reduceItems } from "../reduce/reduceItems.ts";
import { reducePatches } from "../reduce/reducePatches.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../workspaceState.ts";
import type { MemoryChange } from "./memoryChange.ts";
import { DEFAULT_SESSION } from "./memorySession.ts";
import { toPatch } from "./numberChange.ts";

/** What a workspace tells everybody. */
export type MemoryEvent = { readonly patches: PatchBatch } | { readonly head: Head };

/** Hears what a workspace tells. */
export type MemoryPeer = (event: MemoryEvent) => void;

/** The one truth of an in-memory workspace: numbers each change, folds it in, and tells everybody. */
export interface MemoryRoom {
	get(): WorkspaceState;
	/** Calls `listener` at each change, at once. */
	subscribeSync(listener: (state: WorkspaceState) => void): () => void;
	/** All changes of one call go out as one batch. */
	apply(changes: readonly MemoryChange[]): void;
	/** Tells where it stands. */
	announce(): void;
	/** Starts anew from a state, as after the end of a process. */
	restart(from: WorkspaceState): void;
	/** Lets a peer hear everything from now on; with a person, they are among the participants. */
	join(peer: MemoryPeer, participant: Participant | null): void;
	leave(peer: MemoryPeer): void;
	has(peer: MemoryPeer): boolean;
}

export interface MemoryRoomOptions {
	readonly workspaceId: string;
	readonly items: readonly TimelineItem[];
	readonly clock: Clock;
}

export function createMemoryRoom({ workspaceId, items, clock }: MemoryRoomOptions): MemoryRoom {
	const peers = new Map<MemoryPeer, Participant | null>();
	const base = { ...emptyWorkspaceState(workspaceId), loaded: true, epoch: 1, session: DEFAULT_SESSION };
	const lastSeq = items.reduce((seq, item) => Math.max(seq, item.seq), 0);
	const state = createObservable<WorkspaceState>({ ...reduceItems(base, items), seq: lastSeq }, scheduleFrame);

	let cancelHead = () => {};

	function tell(event: MemoryEvent) {
		tellHeadIn("patches" in event ? INTERVALS.headAfterIdleMs : INTERVALS.heartbeatMs);
		for (const peer of [...peers.keys()]) peer(event);
	}

	function tellHeadIn(ms: number) {
		cancelHead();
		if (peers.size > 0) cancelHead = clock.setTimer(announce, ms);
	}

	function announce() {
		const { epoch, seq } = state.get();
		tell({ head: { epoch, seq } });
	}

	function apply(changes: readonly MemoryChange[]) {
		if (changes.length === 0) return;
		const from = state.get().seq + 1;
		const patches = changes.map(applyOne);
		const { epoch, seq } = state.get();
		tell({ patches: { epoch, from, to: seq, patches } });
	}

	function applyOne(change: MemoryChange): Patch {
		const { epoch, seq: before } = state.get();
		const seq = before + 1;
		const patch = toPatch(state.get(), change, seq);
		const next = reducePatches(state.get(), { epoch, from: seq, to: seq, patches: [patch] });
		if (!next) throw new Error(`No message or thought to grow: ${JSON.stringify(change)}`);
		state.set(next, "now");
		return patch;
	}

	function updateParticipants() {
		const byUser = new Map([...peers.values()].flatMap((person) => (person ? [[person.userId, person]] : [])));
		const participants = shareStructure(state.get().participants, [...byUser.values()]);
		if (participants !== state.get().participants) apply([{ kind: "participants", participants }]);
	}

	return {
		get: state.get,
		subscribeSync: state.subscribeSync,
		apply,
		announce,
		restart(from) {
			state.set({ ...from, epoch: state.get().epoch + 1, participants: [] }, "now");
		},
		join(peer, participant) {
			peers.set(peer, participant);
			if (peers.size === 1) tellHeadIn(INTERVALS.heartbeatMs);
			updateParticipants();
		},
		leave(peer) {
			if (!peers.delete(peer)) return;
			if (peers.size === 0) cancelHead();
			updateParticipants();
		},
		has: (peer) => peers.has(peer),
	};
}
