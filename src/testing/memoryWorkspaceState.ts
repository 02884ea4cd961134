import { scheduleFrame } from "../core/platform/browser.ts";
import type { Clock } from "../core/platform/timing.ts";
import { Observable } from "../core/state/observable.ts";
import { reducePresenceChange } from "../core/state/presenceReducer.ts";
import { shareStructure } from "../core/state/structuralSharing.ts";
import { reducePatches } from "../core/state/syncReducer.ts";
import { reduceItems } from "../core/state/timelineReducer.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../core/state/workspaceState.ts";
import {
	type ActionName,
	type Head,
	INTERVALS,
	type Participant,
	type Patch,
	type PatchBatch,
	type Person,
	type PresenceChange,
	type ReadMark,
	type Role,
	type Session,
	type TimelineItem,
} from "../protocol/index.ts";
import { type Requester, sanitizeName, toAuthor } from "../rules/access.ts";
import { replaceBinary } from "../rules/binaryContent.ts";
import { findClosing, type UnplacedItem } from "../rules/items.ts";
import { type AccessTable, withRoles } from "../rules/oversight.ts";
import { yieldTitle } from "../rules/title.ts";
import { MemoryContents } from "./memoryContents.ts";
import { MemoryPresence } from "./memoryPresence.ts";

/** A person who connects to an in-memory workspace. */
export interface MemoryPerson extends Person {
	/** What they may do, by the workspace's table of roles; null for somebody who needs an invite. Default `owner`. */
	readonly role?: Role | null | undefined;
	/** The token of an invite that they come with, for a workspace with `roles: "workspace"`. Default: none. */
	readonly invite?: string | undefined;
	/**
	 * The actions they may call, instead of those that their role allows. All others are refused with `forbidden`. For
	 * screens that depend on single rights; the workspace actor goes by the role alone.
	 */
	readonly allowedActions?: readonly ActionName[] | undefined;
}

/** The person as the rules see them, with the role that they have here. */
export function toRequester({ allowedActions, ...person }: MemoryPerson, role: Role): Requester {
	return { ...toAuthor(person), name: sanitizeName(person.name), role, ...(allowedActions && { allowedActions }) };
}

/** An item before the workspace gives it its place and its number. */
export type MemoryItem = UnplacedItem;

/** A patch without its number. */
type WithoutSeq<Change> = Change extends { readonly kind: "turn" | "session" | "participants" }
	? Omit<Change, "seq">
	: never;

/** A change before the workspace numbers it. */
export type MemoryChange =
	| {
			readonly kind: "item";
			readonly item: MemoryItem;
			/** Its place; null for the last one. Default: the place it has, else the last one. */
			readonly order?: number | null | undefined;
	  }
	/** Text at the end of a message or thought. */
	| { readonly kind: "append"; readonly itemId: string; readonly text: string }
	| WithoutSeq<Patch>;

/** The session of an in-memory workspace, where its options say nothing else. */
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

/** What a workspace broadcasts, or sends to a person. */
export type MemoryEvent =
	| { readonly patches: PatchBatch }
	| { readonly head: Head }
	| { readonly presence: PresenceChange }
	| { readonly read: ReadMark };

/** Receives the broadcasts of a workspace. */
export type MemoryPeer = (event: MemoryEvent) => void;

interface MemoryWorkspaceStateOptions {
	readonly workspaceId: string;
	readonly items: readonly TimelineItem[];
	readonly clock: Clock;
	readonly access: AccessTable;
}

/** The state of an in-memory workspace: numbers each change, folds it in, and broadcasts it. */
export class MemoryWorkspaceState {
	readonly #state: Observable<WorkspaceState>;
	readonly #clock: Clock;
	readonly #access: AccessTable;
	/** The binary content of the items, which refer to it. */
	readonly contents = new MemoryContents();
	/** Where people are and what they do. */
	readonly presence: MemoryPresence<MemoryPeer>;
	readonly #peers = new Map<MemoryPeer, Participant | null>();
	#cancelHead = () => {};

	constructor({ workspaceId, items, clock, access }: MemoryWorkspaceStateOptions) {
		const empty = {
			...emptyWorkspaceState(workspaceId),
			loaded: true,
			epoch: 1,
			session: DEFAULT_SESSION,
			presence: { revision: 0, people: new Map() },
		};
		const seq = items.reduce((last, item) => Math.max(last, item.seq), 0);
		this.#clock = clock;
		this.#access = access;
		this.presence = new MemoryPresence({
			clock,
			send: (change) => this.#sendPresence(change),
			wake: (peers) => {
				const { epoch, seq } = this.get();
				for (const peer of peers) peer({ head: { epoch, seq } });
			},
			onSilent: (peers) => {
				for (const peer of peers) this.#peers.set(peer, null);
				this.#updateParticipants();
			},
		});
		this.#state = new Observable<WorkspaceState>(
			{ ...reduceItems(empty, replaceBinary(items, this.contents.keep)), seq },
			scheduleFrame,
		);
	}

	get(): WorkspaceState {
		return this.#state.get();
	}

	/** Calls `listener` synchronously at each change. */
	subscribeSync(listener: (state: WorkspaceState) => void): () => void {
		return this.#state.subscribeSync(listener);
	}

	/** Broadcasts all changes of one call as one batch. */
	apply(changes: readonly MemoryChange[]): void {
		if (changes.length === 0) return;
		const from = this.get().seq + 1;
		const patches = changes.map((change) => this.#fold(replaceBinary(change, this.contents.keep)));
		const { epoch, seq } = this.get();
		this.#broadcast({ patches: { epoch, from, to: seq, patches } });
	}

	/** Broadcasts the head. */
	announce(): void {
		const { epoch, seq } = this.get();
		this.#broadcast({ head: { epoch, seq } });
	}

	/** Begins a new epoch from a state, as a process that starts does. */
	restart(from: WorkspaceState): void {
		const { epoch, presence } = this.get();
		this.#state.set({ ...from, epoch: epoch + 1, participants: [], presence }, "now");
	}

	/**
	 * Sends broadcasts to a peer from now on. A participant is shown among the others.
	 *
	 * @returns Whether the peer was not that of a participant before.
	 */
	join(peer: MemoryPeer, participant: Participant | null): boolean {
		const isNew = !this.#peers.get(peer);
		this.#peers.set(peer, participant);
		if (this.#peers.size === 1) this.#scheduleHead(INTERVALS.heartbeatMs);
		this.#updateParticipants();
		return isNew;
	}

	leave(peer: MemoryPeer): void {
		if (!this.#peers.delete(peer)) return;
		this.presence.leave(peer);
		if (this.#peers.size === 0) this.#cancelHead();
		this.#updateParticipants();
	}

	#fold(change: MemoryChange): Patch {
		const { epoch, seq: before } = this.get();
		const seq = before + 1;
		const patch = toPatch(this.get(), this.#withRoles(change), seq);
		const next = reducePatches(this.get(), { epoch, from: seq, to: seq, patches: [patch] });
		if (!next) throw new Error(`There is no message or thought to append to: ${JSON.stringify(change)}`);
		this.#state.set(next, "now");
		return patch;
	}

	/** What the agent reports of its session, with the roles that its settings and commands need. */
	#withRoles(change: MemoryChange): MemoryChange {
		if (change.kind !== "session") return change;
		const taken = yieldTitle(this.get().session ?? DEFAULT_SESSION, change.change);
		return { ...change, change: withRoles(this.#access, taken) };
	}

	#broadcast(event: MemoryEvent): void {
		this.#scheduleHead("patches" in event ? INTERVALS.headAfterIdleMs : INTERVALS.heartbeatMs);
		for (const peer of [...this.#peers.keys()]) peer(event);
	}

	#sendPresence(change: PresenceChange): void {
		const presence = reducePresenceChange(this.get().presence, change);
		this.#state.set({ ...this.get(), presence }, "now");
		for (const peer of [...this.#peers.keys()]) peer({ presence: change });
	}

	#scheduleHead(ms: number): void {
		this.#cancelHead();
		if (this.#peers.size > 0) this.#cancelHead = this.#clock.setTimer(() => this.announce(), ms);
	}

	#updateParticipants(): void {
		const byUser = new Map([...this.#peers.values()].flatMap((person) => (person ? [[person.userId, person]] : [])));
		const before = this.get().participants;
		const participants = shareStructure(before, [...byUser.values()]);
		if (participants === before) return;
		this.apply([{ kind: "participants", participants }]);
		this.presence.handlePeople(participants.length);
	}
}

/** A change with its number, its item's place, and the offset of its text. */
function toPatch(state: WorkspaceState, change: MemoryChange, seq: number): Patch {
	if (change.kind === "item") return toItemPatch(state, placeItem(state, change, seq));
	if (change.kind !== "append") return { ...change, seq };
	const item = state.items.get(change.itemId);
	const offset = item && "text" in item ? item.text.length : 0;
	return { kind: "append", seq, itemId: change.itemId, offset, text: change.text };
}

function toItemPatch(state: WorkspaceState, item: TimelineItem): Patch {
	const closing = findClosing(state.items.get(item.id), item);
	const { id: itemId, seq } = item;
	return closing ? { kind: "close", seq, itemId, ...closing } : { kind: "item", seq, item };
}

type ItemChange = Extract<MemoryChange, { readonly kind: "item" }>;

/** An item keeps its place; a prompt that leaves the queue takes the last one of the timeline. */
function placeItem(state: WorkspaceState, { item, order }: ItemChange, seq: number): TimelineItem {
	const isQueued = item.kind === "prompt" && item.state === "queued";
	const known = isQueued ? state.queue.find((prompt) => prompt.id === item.id) : state.items.get(item.id);
	const kept = order === undefined ? known?.order : order;
	return { ...item, seq, order: kept ?? nextOrder(state) };
}

function nextOrder({ itemIds, items, queue }: WorkspaceState): number {
	const lastId = itemIds.at(-1);
	const last = lastId === undefined ? 0 : (items.get(lastId)?.order ?? 0);
	// A prompt that was moved in the queue may stand between two whole numbers.
	return Math.floor(Math.max(last, queue.at(-1)?.order ?? 0)) + 1;
}
