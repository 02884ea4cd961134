import type { TimelineItem } from "../../protocol/index.ts";

/** The fold around what the subagent of a call did. Its rows follow that of the call. */
export function nestedFoldId(callItemId: string): string {
	return `${callItemId}/nested`;
}

/**
 * What subagents did, by the id of the call that started them, in the order of the timeline. A permission request belongs
 * to the subagent of its call. What belongs to a call that is not among the items is not nested.
 */
export function nestedItems(items: readonly TimelineItem[]): ReadonlyMap<string, readonly TimelineItem[]> {
	const parentsByCallId = new Map<string, string | undefined>();
	const known = new Set<string>();
	const children = new Map<string, TimelineItem[]>();
	for (const item of items) {
		known.add(item.id);
		if (item.kind === "tool_call") parentsByCallId.set(item.toolCallId, item.parentId);
		const parentId = parentOf(item, parentsByCallId);
		if (parentId === undefined || !known.has(parentId) || parentId === item.id) continue;
		const siblings = children.get(parentId) ?? [];
		siblings.push(item);
		children.set(parentId, siblings);
	}
	return children;
}

function parentOf(item: TimelineItem, parentsByCallId: ReadonlyMap<string, string | undefined>): string | undefined {
	if (item.kind === "approval") return parentsByCallId.get(item.toolCall.toolCallId);
	return "parentId" in item ? item.parentId : undefined;
}

/** The folds that have to be open for an item to have a row: those of the calls around it, outermost first. */
export function foldsAroundItem(items: ReadonlyMap<string, TimelineItem>, itemId: string): readonly string[] {
	const folds: string[] = [];
	let item = items.get(itemId);
	// An item is never its own parent, but what comes over a wire may be anything.
	const seen = new Set<string>();
	while (item && !seen.has(item.id)) {
		seen.add(item.id);
		const parentId = "parentId" in item ? item.parentId : undefined;
		const parent: TimelineItem | undefined = parentId === undefined ? undefined : items.get(parentId);
		if (parent) folds.unshift(nestedFoldId(parent.id));
		item = parent;
	}
	return folds;
}

/** An item at its place among others. */
export interface PlacedItem {
	readonly item: TimelineItem;
	/** In how many subagents it is nested. */
	readonly depth: number;
	/** That of the outermost call: a subagent may go on after its turn. */
	readonly turnId: string | null;
	/** What its own subagent did. */
	readonly nestedIds: readonly string[];
}

/**
 * The items in the order in which they are shown: what a subagent did follows the call that started it.
 *
 * @param isUnfolded - Whether to include what the subagent of a call did.
 */
export function placeNested(
	items: readonly TimelineItem[],
	isUnfolded: (callItemId: string) => boolean,
): readonly PlacedItem[] {
	const children = nestedItems(items);
	const nested = new Set([...children.values()].flat());
	const place = (item: TimelineItem, depth: number, turnId: string | null): readonly PlacedItem[] => {
		const own = children.get(item.id) ?? [];
		const nestedIds = own.map(({ id }) => id);
		const shown = own.length > 0 && isUnfolded(item.id) ? own : [];
		return [{ item, depth, turnId, nestedIds }, ...shown.flatMap((child) => place(child, depth + 1, turnId))];
	};
	return items.filter((item) => !nested.has(item)).flatMap((item) => place(item, 0, item.turnId));
}
