import type { PatchBatch, TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { shareStructure } from "./keepEqual.ts";
import { reduceAppend } from "./reduceAppend.ts";
import { updateFields } from "./reduceFields.ts";
import { reduceItems } from "./reduceItems.ts";

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
