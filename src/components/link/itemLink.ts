"use client";

import { useEffect } from "react";
import { toWorkspaceError } from "../../core/errors/WorkspaceError.ts";
import type { WorkspaceStore } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/store/history.ts";
import { useWorkspaceStore } from "../../react/store.tsx";

const ITEM_HASH = /^#item-([\w-]{1,64})(?:@(.+))?$/;

/** The address of the page, at an item of a workspace's timeline. */
export function itemUrl(workspaceId: string, itemId: string): string {
	return new URL(`#item-${itemId}@${encodeURIComponent(workspaceId)}`, location.href).href;
}

/** What an address leads to. */
interface LinkedItem {
	readonly itemId: string;
	/** Null where it names none, as links of earlier versions and hosts' own: then it is whichever has the item. */
	readonly workspaceId: string | null;
}

/** The item that an address leads to; null for any other fragment. */
export function parseItemHash(hash: string): LinkedItem | null {
	const [, itemId, encoded] = ITEM_HASH.exec(hash) ?? [];
	if (itemId === undefined) return null;
	if (encoded === undefined) return { itemId, workspaceId: null };
	try {
		return { itemId, workspaceId: decodeURIComponent(encoded) };
	} catch {
		return null;
	}
}

/** The item that an address leads to, if it may be one of this workspace. */
export function parseItemHashFor(workspaceId: string, hash: string): LinkedItem | null {
	const linked = parseItemHash(hash);
	return linked?.workspaceId == null || linked.workspaceId === workspaceId ? linked : null;
}

interface MountedTimeline {
	readonly workspaceId: string;
}

const mountedTimelines = new Set<MountedTimeline>();

/** Counts a timeline among those of the page until the returned function is called. */
function registerTimeline(workspaceId: string): () => void {
	const room: MountedTimeline = { workspaceId };
	mountedTimelines.add(room);
	return () => void mountedTimelines.delete(room);
}

/** Whether the page shows timelines of other workspaces too. */
function hasOtherTimelines(workspaceId: string): boolean {
	return [...mountedTimelines].some((room) => room.workspaceId !== workspaceId);
}

/**
 * Loads the timeline back to an item. One that the workspace does not have costs a question, not the whole history.
 * Answers with false for such a one only: what cannot be loaded now may be there.
 */
export async function loadBackToItem(store: WorkspaceStore, itemId: string): Promise<boolean> {
	const isThere = () => store.get().itemIds.includes(itemId);
	if (isThere()) return true;
	const error = await store.loadItem(itemId).then(() => null, toWorkspaceError);
	if (error === null) await loadHistoryUntil(store, isThere);
	return error?.code !== "not_found";
}

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
