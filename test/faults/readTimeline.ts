import { hash } from "node:crypto";
import type { WorkspaceStore } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { waitFor } from "../harness/waitFor.ts";

/** The whole timeline as one person has it, from its first item on; prompts that still wait come last. */
export async function readTimeline(store: WorkspaceStore): Promise<readonly TimelineItem[]> {
	await waitFor(() => store.get().loaded, "the first load", 60_000);
	const end = performance.now() + 60_000;
	while (store.get().hasOlder) {
		if (performance.now() > end) throw new Error(`Older items do not come: ${JSON.stringify(store.get().history)}.`);
		await store.loadOlder();
	}
	const { itemIds, items, queue } = store.get();
	return [...itemIds.flatMap((id) => items.get(id) ?? []), ...queue];
}

/** Equal for timelines that are equal to the byte, and for no others. */
export function hashTimeline(timeline: readonly TimelineItem[]): string {
	return hash("sha256", JSON.stringify(timeline));
}
