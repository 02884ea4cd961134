import { scheduleFrame } from "../core/platform/browser.ts";
import type { Clock } from "../core/platform/timing.ts";
import { Observable } from "../core/state/observable.ts";
import { shareStructure } from "../core/state/structuralSharing.ts";
import { reducePatches } from "../core/state/syncReducer.ts";
import { reduceItems } from "../core/state/timelineReducer.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../core/state/workspaceState.ts";
import {
	ACTION_NAMES,
	type ActionName,
	type Head,
	INTERVALS,
	type Participant,
	type Patch,
	type PatchBatch,
	type Person,
	type Role,
	type Self,
	type Session,
	type TimelineItem,
} from "../protocol/index.ts";
import { sanitizeName } from "../rules/access.ts";

type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the workspace has given it its place and its number. */
export type MemoryItem = WithoutPlace<TimelineItem>;

type WithoutSeq<Change> = Change extends { readonly kind: "turn" | "session" | "participants" }
	? Omit<Change, "seq">
	: never;

/** A change before the workspace has numbered it. */
export type MemoryChange =
	| {
			readonly kind: "item";
			readonly item: MemoryItem;
			/** Its place, null for the last. Default: the one it has, else the last. */
			readonly order?: number | null | undefined;
	  }
	/** Text at the end of a message or thought. */
	| { readonly kind: "append"; readonly itemId: string; readonly text: string }
	| WithoutSeq<Patch>;

/** The session of an in-memory workspace, as long as nothing else is said. */
export const DEFAULT_SESSION: Session = {
	agent: "demo",
	state: { status: "ready" },
	sandboxId: null,
	cwd: "/workspace",
	title: null,
	configOptions: [],
	commands: [],
	usage: null,
	promptCapabilities: { image: false, audio: false, embeddedContext: false },
};

type ItemChange = Extract<MemoryChange, { readonly kind: "item" }>;

/** A change with its number, its item's place, and where its text belongs. */
function toPatch(state: WorkspaceState, change: MemoryChange, seq: number): Patch {
	if (change.kind === "item") return { kind: "item", seq, item: assignOrder(state, change, seq) };
	if (change.kind !== "append") return { ...change, seq };
	const grown = state.items.get(change.itemId);
	const offset = grown && "text" in grown ? grown.text.length : 0;
	return { kind: "append", seq, itemId: change.itemId, offset, text: change.text };
}

/** An item keeps its place; a prompt that leaves the queue takes the last one of the timeline. */
function assignOrder(state: WorkspaceState, { item, order }: ItemChange, seq: number): TimelineItem {
	const isQueued = item.kind === "prompt" && item.state === "queued";
	const held = isQueued ? state.queue.find((prompt) => prompt.id === item.id) : state.items.get(item.id);
	const kept = order === undefined ? held?.order : order;
	return { ...item, seq, order: kept ?? nextOrder(state) };
}

function nextOrder({ itemIds, items, queue }: WorkspaceState): number {
	const lastId = itemIds.at(-1);
	const last = lastId === undefined ? 0 : (items.get(lastId)?.order ?? 0);
	// What was moved in the queue may stand between two whole numbers.
	return Math.floor(Math.max(last, queue.at(-1)?.order ?? 0)) + 1;
}

/** What a workspace tells everybody. */
type MemoryEvent = { readonly patches: PatchBatch } | { readonly head: Head };

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

interface MemoryRoomOptions {
	readonly workspaceId: string;
	readonly items: readonly TimelineItem[];
	readonly clock: Clock;
}

export function createMemoryRoom({ workspaceId, items, clock }: MemoryRoomOptions): MemoryRoom {
	const peers = new Map<MemoryPeer, Participant | null>();
	const base = { ...emptyWorkspaceState(workspaceId), loaded: true, epoch: 1, session: DEFAULT_SESSION };
	const lastSeq = items.reduce((seq, item) => Math.max(seq, item.seq), 0);
	const state = new Observable<WorkspaceState>({ ...reduceItems(base, items), seq: lastSeq }, scheduleFrame);

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
		get: () => state.get(),
		subscribeSync: (observer) => state.subscribeSync(observer),
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

/** Who joins an in-memory workspace. By default an owner, who may do everything. */
export interface MemoryPerson extends Person {
	readonly role?: Role | undefined;
	readonly allowedActions?: readonly ActionName[] | undefined;
}

export function toYou({ allowedActions = ACTION_NAMES, ...person }: MemoryPerson): Self {
	return { ...toParticipant(person), allowedActions };
}

export function toParticipant({ role = "owner", ...person }: MemoryPerson): Participant {
	return { ...toPerson(person), role };
}

export function toPerson({ userId, name, avatarUrl }: MemoryPerson): Person {
	return { userId, name: sanitizeName(name), ...(avatarUrl !== undefined && { avatarUrl }) };
}
