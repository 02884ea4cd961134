import type { EventItem, TimelineItem, WorkspaceEvent } from "../../../protocol/index.ts";
import type { PlacedItem } from "../../item-kind/nestedItems.ts";

/** The types of events that are shown in one line when several stand one after another. */
const GROUPED_TYPES: ReadonlySet<WorkspaceEvent["type"]> = new Set([
	"person_invited",
	"person_joined",
	"person_removed",
	"renamed",
	"role_changed",
	"setting_changed",
]);

/** The fold around the events of a group, by the first of them. */
export function groupFoldId(firstId: string): string {
	return `${firstId}/group`;
}

/**
 * Which events stand one after another and are of one type, so that one line says what they say: the ids of all of them by
 * the id of the first. Events of different turns stay apart.
 *
 * @param shown - The items as they are shown one below the other.
 */
export function groupEvents(
	shown: readonly Pick<PlacedItem, "item" | "turnId">[],
): ReadonlyMap<string, readonly string[]> {
	const groups = new Map<string, string[]>();
	let first: Pick<PlacedItem, "item" | "turnId"> | null = null;
	for (const placed of shown) {
		if (first && belongTogether(first, placed)) {
			const group = groups.get(first.item.id) ?? [first.item.id];
			groups.set(first.item.id, [...group, placed.item.id]);
		} else first = isGrouped(placed.item) ? placed : null;
	}
	return groups;
}

function belongTogether(
	first: Pick<PlacedItem, "item" | "turnId">,
	{ item, turnId }: Pick<PlacedItem, "item" | "turnId">,
): boolean {
	return (
		isGrouped(item) && isGrouped(first.item) && item.event.type === first.item.event.type && turnId === first.turnId
	);
}

function isGrouped(item: TimelineItem): item is EventItem {
	return item.kind === "event" && GROUPED_TYPES.has(item.event.type);
}
