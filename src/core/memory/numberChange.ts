import type { Patch, TimelineItem } from "../../protocol/index.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import type { MemoryChange } from "./memoryChange.ts";

type ItemChange = Extract<MemoryChange, { readonly kind: "item" }>;

/** A change with its number, its item's place, and where its text belongs. */
export function toPatch(state: WorkspaceState, change: MemoryChange, seq: number): Patch {
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
