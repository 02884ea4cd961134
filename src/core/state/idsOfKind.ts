import type { TimelineItemKind } from "../../protocol/timelineItem.ts";
import type { WorkspaceState } from "./workspaceState.ts";

/** By the ids of the timeline, which stay the same while items grow. An item keeps its kind. */
const known = new WeakMap<readonly string[], Map<TimelineItemKind, readonly string[]>>();

/** The ids of the loaded items of a kind, oldest first. The same array until an item comes or goes. */
export function idsOfKind(
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	kind: TimelineItemKind,
): readonly string[] {
	const byKind = known.get(itemIds) ?? new Map<TimelineItemKind, readonly string[]>();
	known.set(itemIds, byKind);
	const ids = byKind.get(kind) ?? itemIds.filter((id) => items.get(id)?.kind === kind);
	byKind.set(kind, ids);
	return ids;
}
