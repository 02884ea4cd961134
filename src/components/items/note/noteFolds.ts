/** The fold around the notes about an item, or the replies to a note. */
export function notesFoldId(itemId: string): string {
	return `${itemId}/notes`;
}

/** Open while somebody writes a note about the item, or a reply to the note. */
export function noteFormId(itemId: string): string {
	return `${itemId}/note-form`;
}
