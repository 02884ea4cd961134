import type { Patch, PatchBatch, SyncResponse, TimelineItem } from "../../protocol/index.ts";
import { applyClosing } from "../../rules/items.ts";
import { laterReadMark } from "../../rules/unread.ts";
import { itemMap } from "./itemMap.ts";
import { removeDeliveredFromOutbox } from "./outboxReducer.ts";
import { reducePersonMarks } from "./personMarks.ts";
import { reducePresenceSnapshot } from "./presenceReducer.ts";
import { shareStructure, updateFields } from "./structuralSharing.ts";
import { reduceItems, reduceTimeline, removeFromTimeline, sortedItemIds, type Timeline } from "./timelineReducer.ts";
import type { WorkspaceState } from "./workspaceState.ts";

/**
 * Applies the response to `sync`. What the response and the state have in common keeps its identity, so a window
 * that is loaded again renders only what changed.
 */
export function reduceSync(state: WorkspaceState, response: SyncResponse): WorkspaceState {
	const { itemIds, items, hasOlder } = reduceWindow(state, response);
	return updateFields(state, {
		loaded: true,
		epoch: response.epoch,
		seq: response.seq,
		itemIds,
		items,
		hasOlder,
		history: response.window === "new" ? shareStructure(state.history, { status: "idle" }) : state.history,
		session: shareStructure(state.session, response.session),
		turn: shareStructure(state.turn, response.turn),
		queue: shareStructureById(state.queue, response.queue),
		whenBusy: response.whenBusy ?? "queue",
		promptRole: response.promptRole ?? null,
		approvals: shareStructureById(state.approvals, response.approvals, items),
		approvalRole: response.approvalRole ?? null,
		questions: shareStructureById(state.questions, response.questions ?? [], items),
		questionRole: response.questionRole ?? null,
		participants: shareStructure(state.participants, response.participants),
		presence: reducePresenceSnapshot(state.presence, response.presence),
		personMarks: reducePersonMarks(state.personMarks, [...response.items, ...response.queue], response.participants),
		self: shareStructure(state.self, response.self),
		read: laterReadMark(state.read, response.read ?? null),
		outbox: removeDeliveredFromOutbox(state.outbox, [...response.items, ...response.queue]),
	});
}

function reduceWindow(state: WorkspaceState, response: SyncResponse): Timeline {
	const queued = response.queue.map((prompt) => prompt.id);
	if (response.window === "changed") return reduceTimeline(removeFromTimeline(state, queued), response.items);
	const items = itemMap(response.items.map((item) => [item.id, shareStructure(state.items.get(item.id), item)]));
	const isSame = items.size === state.items.size && [...items].every(([id, item]) => state.items.get(id) === item);
	return {
		items: isSame ? state.items : items,
		itemIds: shareStructure(state.itemIds, sortedItemIds(items)),
		hasOlder: response.hasOlder,
	};
}

/** Like `shareStructure`, for lists whose entries move: each is compared with the one that has its id. */
function shareStructureById<Item extends TimelineItem>(
	previous: readonly Item[],
	next: readonly Item[],
	previousById: ReadonlyMap<string, TimelineItem> = new Map(previous.map((item) => [item.id, item])),
): readonly Item[] {
	return shareStructure(
		previous,
		next.map((item) => shareStructure(previousById.get(item.id), item)),
	);
}

type AppendPatch = Extract<Patch, { kind: "append" }>;
type ClosePatch = Extract<Patch, { kind: "close" }>;

/**
 * The item with the text appended. A truncated item keeps its text: the part before the new text is not loaded, and a
 * sync would only bring the same truncated item again. Null when the offset does not fit, so a patch was missed.
 */
function reduceAppend(item: TimelineItem, patch: AppendPatch): TimelineItem | null {
	if (item.kind !== "message" && item.kind !== "thought") return null;
	if (item.truncated || item.missingBytes !== undefined) return { ...item, seq: patch.seq };
	if (item.text.length !== patch.offset) return null;
	return { ...item, text: item.text + patch.text, seq: patch.seq };
}

/** The item once it has ended. Null when it has no such end, so a patch was missed. */
function reduceClose(item: TimelineItem, patch: ClosePatch): TimelineItem | null {
	const closed = applyClosing(item, patch);
	return closed === item ? null : { ...closed, seq: patch.seq };
}

/**
 * Applies a batch of patches. A batch that was applied before changes nothing, and of one that was applied in part only
 * the rest counts.
 *
 * @returns The new state, or null when the batch does not follow on this state: then a batch was missed, and the state
 *   has to be synced.
 */
export function reducePatches(state: WorkspaceState, batch: PatchBatch): WorkspaceState | null {
	if (!state.loaded) return null;
	if (batch.epoch !== state.epoch) return batch.epoch < state.epoch ? state : null;
	if (batch.to <= state.seq) return state;
	if (batch.from > state.seq + 1) return null;
	const patches = batch.patches.filter((patch) => patch.seq > state.seq);
	const items = collectPatchedItems(state, patches);
	return items && reduceItems({ ...reduceNonItemPatches(state, patches), seq: batch.to }, items);
}

/** The item after the patch. Null when it does not fit, so a patch was missed. */
function reduceItemPatch(item: TimelineItem, patch: AppendPatch | ClosePatch): TimelineItem | null {
	// It is shown in its place only, and a sync would only bring the same again.
	if (item.kind === "unknown") return { ...item, seq: patch.seq };
	return patch.kind === "append" ? reduceAppend(item, patch) : reduceClose(item, patch);
}

/** The items that the patches change, as they are afterwards; null when one does not fit. */
function collectPatchedItems(state: WorkspaceState, patches: PatchBatch["patches"]): readonly TimelineItem[] | null {
	const changed = new Map<string, TimelineItem>();
	for (const patch of patches) {
		if (patch.kind === "item") changed.set(patch.item.id, patch.item);
		if (patch.kind !== "append" && patch.kind !== "close") continue;
		const item = changed.get(patch.itemId) ?? state.items.get(patch.itemId);
		// Everything after the first loaded item is loaded, so this one is older and comes with its page.
		if (!item && state.hasOlder) continue;
		const next = item && reduceItemPatch(item, patch);
		if (!next) return null;
		changed.set(next.id, next);
	}
	return [...changed.values()];
}

/** Applies the patches of the turn, the session and the participants. */
function reduceNonItemPatches(state: WorkspaceState, patches: PatchBatch["patches"]): WorkspaceState {
	let { turn, session, participants, personMarks } = state;
	for (const patch of patches) {
		if (patch.kind === "turn") turn = shareStructure(turn, patch.turn);
		if (patch.kind === "session" && session) session = shareStructure(session, { ...session, ...patch.change });
		if (patch.kind !== "participants") continue;
		participants = shareStructure(participants, patch.participants);
		personMarks = reducePersonMarks(personMarks, [], participants);
	}
	return updateFields(state, { turn, session, participants, personMarks });
}

/**
 * One reading of the workspace's clock: taken at some time between `requestedAt` and `respondedAt` of the browser's
 * clock.
 */
export interface ClockReading {
	readonly requestedAt: number;
	readonly respondedAt: number;
	/** The workspace's clock; undefined from a workspace that does not send it. */
	readonly now: number | undefined;
}

/**
 * How far the workspace's clock is ahead, in milliseconds. It is not known when between request and response the clock was
 * read, so the current offset stays as long as it may be right: no time on the screen jumps because a response was slow.
 */
export function reduceClockOffset(current: number, { requestedAt, respondedAt, now }: ClockReading): number {
	if (now === undefined) return current;
	const least = now - respondedAt;
	const most = now - requestedAt;
	return current >= least && current <= most ? current : Math.round((least + most) / 2);
}
