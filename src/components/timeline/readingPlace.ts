/** Where somebody reads: the item at the top of the list, and how many pixels of it are out of sight. */
export interface ReadingPosition {
	readonly itemId: string;
	readonly offset: number;
}

const storageKey = (workspaceId: string) => `workspace-chat:place:${encodeURIComponent(workspaceId)}`;

/** Where this tab last read in a workspace; null at its end, where everybody starts. */
export function loadReadingPosition(workspaceId: string): ReadingPosition | null {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(storageKey(workspaceId)) ?? "null");
		return isReadingPosition(value) ? value : null;
	} catch {
		return null;
	}
}

/** Keeps it as long as the tab lives. */
export function saveReadingPosition(workspaceId: string, place: ReadingPosition | null): void {
	try {
		if (place) sessionStorage.setItem(storageKey(workspaceId), JSON.stringify(place));
		else sessionStorage.removeItem(storageKey(workspaceId));
	} catch {
		// Without a storage a reload starts at the end.
	}
}

function isReadingPosition(value: unknown): value is ReadingPosition {
	if (typeof value !== "object" || value === null || !("itemId" in value) || !("offset" in value)) return false;
	return typeof value.itemId === "string" && Number.isFinite(value.offset);
}
