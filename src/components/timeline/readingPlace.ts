/** Where somebody reads: the item at the top of the list, and how many pixels of it are out of sight. */
export interface ReadingPlace {
	readonly itemId: string;
	readonly offset: number;
}

const keyOf = (workspaceId: string) => `workspace-chat:place:${encodeURIComponent(workspaceId)}`;

/** Where this tab last read in a workspace; null at its end, where everybody starts. */
export function readReadingPlace(workspaceId: string): ReadingPlace | null {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(workspaceId)) ?? "null");
		return isPlace(value) ? value : null;
	} catch {
		return null;
	}
}

/** Keeps it as long as the tab lives. */
export function writeReadingPlace(workspaceId: string, place: ReadingPlace | null): void {
	try {
		if (place) sessionStorage.setItem(keyOf(workspaceId), JSON.stringify(place));
		else sessionStorage.removeItem(keyOf(workspaceId));
	} catch {
		// Without a storage a reload starts at the end.
	}
}

function isPlace(value: unknown): value is ReadingPlace {
	if (typeof value !== "object" || value === null || !("itemId" in value) || !("offset" in value)) return false;
	return typeof value.itemId === "string" && Number.isFinite(value.offset);
}
