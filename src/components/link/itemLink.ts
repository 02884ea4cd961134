const PREFIX = "#item-";

/** The address of the page, at an item of the timeline. */
export function itemLink(itemId: string): string {
	return new URL(PREFIX + itemId, location.href).href;
}

/** The item that an address leads to; null for any other fragment. */
export function linkedItemId(hash: string): string | null {
	const id = hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : "";
	return /^[\w-]{1,64}$/.test(id) ? id : null;
}
