const ITEM_HASH = /^#item-([\w-]{1,64})(?:@(.+))?$/;

/** The address of the page, at an item of a workspace's timeline. */
export function itemUrl(workspaceId: string, itemId: string): string {
	return new URL(`#item-${itemId}@${encodeURIComponent(workspaceId)}`, location.href).href;
}

/** What an address leads to. */
export interface LinkedItem {
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
