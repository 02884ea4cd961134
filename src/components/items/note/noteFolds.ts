/** The fold around the notes about an item, or the replies to a note. */
export function notesFoldId(itemId: string): string {
	return `${itemId}/notes`;
}

/** A line of a changed file. */
export interface NotePlace {
	readonly path: string;
	readonly line: number;
}

/** Open while somebody writes a note about the item or a line of it, or a reply to the note. */
export function noteFormId(itemId: string, place?: NotePlace): string {
	return place ? `${lineFormsId(itemId, place.path)}${place.line}` : `${itemId}/note-form`;
}

/** What the ids of the forms for the lines of a file begin with. */
export function lineFormsId(itemId: string, path: string): string {
	return `${itemId}/note-form/${path}:`;
}
