"use client";
import { useEffect } from "react";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { loadBackToItem } from "../timeline/loadItemRow.ts";
import { parseItemHashFor } from "./itemLink.ts";
import { hasOtherTimelines, registerTimeline } from "./roomsOnPage.ts";

/**
 * Shows the item that the page's address leads to, at first and whenever the address changes. A link that names no
 * workspace is for the one that has the item: among several rooms the others leave it alone.
 */
export function useRevealLinkedItem(reveal: (itemId: string) => void, loaded: boolean): void {
	const store = useWorkspaceStore();
	const { workspaceId } = store.get();
	useEffect(() => registerTimeline(workspaceId), [workspaceId]);
	useEffect(() => {
		if (!loaded) return;
		const follow = async () => {
			const { hash } = location;
			const linked = parseItemHashFor(workspaceId, hash);
			if (!linked) return;
			const isOurs = linked.workspaceId !== null || !hasOtherTimelines(workspaceId);
			if (isOurs) reveal(linked.itemId);
			else if ((await loadBackToItem(store, linked.itemId)) && location.hash === hash) reveal(linked.itemId);
		};
		void follow();
		addEventListener("hashchange", follow);
		return () => removeEventListener("hashchange", follow);
	}, [store, workspaceId, reveal, loaded]);
}
