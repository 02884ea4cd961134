import type { NoteItem } from "../../../protocol/index.ts";

/** A line of a changed file. */
export interface NotePlace {
	readonly path: string;
	readonly line: number;
}

/** The fold around the notes about an item or a line of it, or the replies to a note. */
export function notesFoldId(itemId: string, place?: NotePlace): string {
	return place ? `${itemId}/notes/${place.line} ${escapePath(place.path)}` : `${itemId}/notes`;
}

/** Where the line is that a note is about; undefined for a note about a whole item, or none. */
export function placeOf({ about }: Pick<NoteItem, "about">): NotePlace | undefined {
	const { path, line } = about ?? {};
	return path === undefined || line === undefined ? undefined : { path, line };
}

/** Open while somebody writes a note about the item or a line of it, or a reply to the note. */
export function noteFormId(itemId: string, place?: NotePlace): string {
	return place ? `${lineFormsId(itemId, place.path)}${place.line}` : `${itemId}/note-form`;
}

/** What the ids of the forms for the lines of a file begin with. */
export function lineFormsId(itemId: string, path: string): string {
	return `${itemId}/note-form/${escapePath(path)}/`;
}

/** A path as one part of the id of a fold, which has slashes between its parts. */
function escapePath(path: string): string {
	return path.replaceAll(/[%/:]/g, (character) => `%${character.charCodeAt(0)}`);
}
