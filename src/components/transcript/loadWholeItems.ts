import type { WorkspaceStore } from "../../core/index.ts";
import type { TimelineItem } from "../../protocol/index.ts";

/** The items with all that the workspace keeps of those that were cut for the wire. What cannot be loaded stays cut. */
export async function loadFullItems(
	store: WorkspaceStore,
	items: readonly TimelineItem[],
): Promise<readonly TimelineItem[]> {
	const whole: TimelineItem[] = [];
	// One after another: such items are large.
	for (const item of items) whole.push(item.truncated ? await store.loadItem(item.id).catch(() => item) : item);
	return whole;
}
