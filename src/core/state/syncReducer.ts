import type { Patch, PatchBatch, SyncResponse, TimelineItem } from "../../protocol/index.ts";
import { removeDeliveredFromOutbox } from "./outboxReducer.ts";
import { shareStructure, updateFields } from "./structuralSharing.ts";
import { reduceItems, reduceTimeline, removeFromTimeline, sortedItemIds, type Timeline } from "./timelineReducer.ts";
import type { WorkspaceState } from "./workspaceState.ts";

/**
 * Folds the workspace's answer to `sync` in. What the answer and the state have in common keeps its identity, so a
 * window that is taken anew redraws only what changed.
 */
export function reduceSync(state: WorkspaceState, answer: SyncResponse): WorkspaceState {
	const { itemIds, items, hasOlder } = reduceWindow(state, answer);
	return updateFields(state, {
		loaded: true,
		epoch: answer.epoch,
		seq: answer.seq,
		itemIds,
		items,
		hasOlder,
		history: answer.window === "new" ? shareStructure(state.history, { status: "idle" }) : state.history,
		session: shareStructure(state.session, answer.session),
		turn: shareStructure(state.turn, answer.turn),
		queue: shareStructureById(state.queue, answer.queue),
		whenBusy: answer.whenBusy ?? "queue",
		approvals: shareStructureById(state.approvals, answer.approvals, items),
		approvalRole: answer.approvalRole ?? null,
		participants: shareStructure(state.participants, answer.participants),
		self: shareStructure(state.self, answer.self),
		outbox: removeDeliveredFromOutbox(state.outbox, [...answer.items, ...answer.queue]),
	});
}

function reduceWindow(state: WorkspaceState, answer: SyncResponse): Timeline {
	const queued = answer.queue.map((prompt) => prompt.id);
	if (answer.window === "changed") return reduceTimeline(removeFromTimeline(state, queued), answer.items);
	const items = new Map(answer.items.map((item) => [item.id, shareStructure(state.items.get(item.id), item)]));
	const isSame = items.size === state.items.size && [...items].every(([id, item]) => state.items.get(id) === item);
	return {
		items: isSame ? state.items : items,
		itemIds: shareStructure(state.itemIds, sortedItemIds(items)),
		hasOlder: answer.hasOlder,
	};
}

/** Like `shareStructure`, for lists whose entries move: each is compared with the one of its id. */
function shareStructureById<Item extends TimelineItem>(
	previous: readonly Item[],
	next: readonly Item[],
	held: ReadonlyMap<string, TimelineItem> = new Map(previous.map((item) => [item.id, item])),
): readonly Item[] {
	return shareStructure(
		previous,
		next.map((item) => shareStructure(held.get(item.id), item)),
	);
}

type AppendPatch = Extract<Patch, { kind: "append" }>;

/**
 * The item with the text at its end. One that was cut stays as it is: what stands before the new text is not here, and
 * syncing would only bring the same cut again. Null when the text does not belong there, so that
 * something was missed.
 */
function reduceAppend(item: TimelineItem, patch: AppendPatch): TimelineItem | null {
	if (item.kind !== "message" && item.kind !== "thought") return null;
	if (item.truncated || item.missingBytes !== undefined) return { ...item, seq: patch.seq };
	if (item.text.length !== patch.offset) return null;
	return { ...item, text: item.text + patch.text, seq: patch.seq };
}

/**
 * Folds a batch of live changes in. One that was seen before changes nothing, and of one that was seen in part only
 * the rest counts.
 *
 * @returns The state after it, or null when the batch does not follow on this state: then something was missed, and
 *   it is time to sync.
 */
export function reducePatches(state: WorkspaceState, batch: PatchBatch): WorkspaceState | null {
	if (!state.loaded) return null;
	if (batch.epoch !== state.epoch) return batch.epoch < state.epoch ? state : null;
	if (batch.to <= state.seq) return state;
	if (batch.from > state.seq + 1) return null;
	const news = batch.patches.filter((patch) => patch.seq > state.seq);
	const items = collectPatchedItems(state, news);
	return items && reduceItems({ ...reduceNonItemPatches(state, news), seq: batch.to }, items);
}

/** The items the patches touch, as they are afterwards; null when an append does not fit. */
function collectPatchedItems(state: WorkspaceState, patches: PatchBatch["patches"]): readonly TimelineItem[] | null {
	const touched = new Map<string, TimelineItem>();
	for (const patch of patches) {
		if (patch.kind === "item") touched.set(patch.item.id, patch.item);
		if (patch.kind !== "append") continue;
		const held = touched.get(patch.itemId) ?? state.items.get(patch.itemId);
		// Everything newer than the first item is held, so this one is older and comes with its page.
		if (!held && state.hasOlder) continue;
		const grown = held && reduceAppend(held, patch);
		if (!grown) return null;
		touched.set(grown.id, grown);
	}
	return [...touched.values()];
}

/** What the patches say about the turn, the session and the participants. */
function reduceNonItemPatches(state: WorkspaceState, patches: PatchBatch["patches"]): WorkspaceState {
	let { turn, session, participants } = state;
	for (const patch of patches) {
		if (patch.kind === "turn") turn = shareStructure(turn, patch.turn);
		if (patch.kind === "session" && session) session = shareStructure(session, { ...session, ...patch.change });
		if (patch.kind === "participants") participants = shareStructure(participants, patch.participants);
	}
	return updateFields(state, { turn, session, participants });
}

/** Between which moments of this browser's clock the workspace has looked at its own, and what that said. */
export interface ClockReading {
	readonly askedAt: number;
	readonly answeredAt: number;
	/** Undefined from a workspace that does not tell. */
	readonly now: number | undefined;
}

/**
 * How far the workspace's clock is ahead. Nobody knows when between question and answer it was looked at, so what is held
 * stays as long as it may be right: no time that is shown jumps because an answer was slow.
 */
export function reduceClockOffset(held: number, { askedAt, answeredAt, now }: ClockReading): number {
	if (now === undefined) return held;
	const least = now - answeredAt;
	const most = now - askedAt;
	return held >= least && held <= most ? held : Math.round((least + most) / 2);
}
