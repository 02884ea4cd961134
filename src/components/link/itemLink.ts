"use client";

import { useEffect } from "react";
import { toWorkspaceError } from "../../core/errors/WorkspaceError.ts";
import type { WorkspaceStore } from "../../core/index.ts";
import { loadHistoryUntil } from "../../core/store/history.ts";
import { useWorkspaceStore } from "../../react/store.tsx";

const ITEM_HASH = /^#item-([\w-]{1,64})(?:@(.+))?$/;

/** The URL of the page with a fragment that links to an item of a workspace. */
export function itemUrl(workspaceId: string, itemId: string): string {
	return new URL(`#item-${itemId}@${encodeURIComponent(workspaceId)}`, location.href).href;
}

interface LinkedItem {
	readonly itemId: string;
	/** Null if the link names none, as links that hosts create: then it is the workspace that has the item. */
	readonly workspaceId: string | null;
}

/** Parses the fragment of a link; null for any other fragment. */
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

/** Parses the fragment of a link that may be for this workspace; null for any other. */
export function parseItemHashFor(workspaceId: string, hash: string): LinkedItem | null {
	const linked = parseItemHash(hash);
	return linked?.workspaceId == null || linked.workspaceId === workspaceId ? linked : null;
}

interface MountedTimeline {
	readonly workspaceId: string;
}

const mountedTimelines = new Set<MountedTimeline>();

/** Registers a timeline until the returned function is called. */
function registerTimeline(workspaceId: string): () => void {
	const timeline: MountedTimeline = { workspaceId };
	mountedTimelines.add(timeline);
	return () => void mountedTimelines.delete(timeline);
}

/** Whether the page also shows timelines of other workspaces. */
function hasOtherTimelines(workspaceId: string): boolean {
	return [...mountedTimelines].some((timeline) => timeline.workspaceId !== workspaceId);
}

/**
 * Loads older pages until an item is loaded. Asks for the item first, so that a missing one does not load the whole
 * history. Resolves to false only if the workspace does not have the item, not if loading failed.
 */
export async function loadBackToItem(store: WorkspaceStore, itemId: string): Promise<boolean> {
	const isLoaded = () => store.get().itemIds.includes(itemId);
	if (isLoaded()) return true;
	const error = await store.loadItem(itemId).then(() => null, toWorkspaceError);
	if (error === null) await loadHistoryUntil(store, isLoaded);
	return error?.code !== "not_found";
}

/**
 * Reveals the item that the URL of the page links to, at first and whenever the fragment changes. If the link names no
 * workspace and the page shows several, only the one that has the item reveals it.
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
