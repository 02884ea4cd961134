import { hash } from "node:crypto";
import type { WorkspaceStore } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { waitFor } from "../harness/waitFor.ts";

/** The whole timeline of one person, from its first item; queued prompts come last. */
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

/** A fingerprint: equal only for timelines that are equal byte for byte. */
export function hashTimeline(timeline: readonly TimelineItem[]): string {
	return hash("sha256", JSON.stringify(timeline));
}
