import { mentionPattern } from "../../../core/state/notes.ts";
import type { Mention, NoteItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { blockQuote, headingOf, joinParagraphs, placeMarkdown } from "../../item-kind/markdownText.ts";
import { withPlainText } from "../../item-kind/searchText.ts";
import { notesFoldId, placeOf } from "./noteFolds.ts";

/** Code in which a name is no mention: between fences, and in a line. */
const CODE = /(^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\2|$(?![\s\S]))|(`+)(?!`)[^\n]*?[^`]\3(?!`))/gm;

/** The Markdown of a note with its mentions as `<mark>`, which our Markdown renders as an element. */
export function markMentions(text: string, mentions: readonly Mention[]): string {
	const pattern = mentionPattern(mentions);
	if (!pattern) return text;
	let marked = "";
	let end = 0;
	for (const { 0: code, index } of text.matchAll(CODE)) {
		marked += text.slice(end, index).replaceAll(pattern, "<mark>$&</mark>") + code;
		end = index + code.length;
	}
	return marked + text.slice(end).replaceAll(pattern, "<mark>$&</mark>");
}

export const noteTexts: ItemTexts<NoteItem> = {
	searchTexts: (note, { rowId }) => {
		const { id, by, text } = note;
		// The notes of a settled thread are folded, in the row of what they are about: at their line, or below all while that
		// is folded itself.
		const places = [undefined, placeOf(note)];
		const folds = rowId === id ? [] : [...new Set(places.map((place) => notesFoldId(rowId, place)))];
		return [
			{ text: by.name, folds },
			{ text: withPlainText(text), folds },
		];
	},
	markdown: ({ by, text, deletedAt, createdAt, about }, { labels, subject, dateTime }) =>
		blockQuote(
			joinParagraphs([
				headingOf([`**${labels.noteBy(by.name)}**`, placeMarkdown(about, subject), dateTime?.(createdAt)]),
				deletedAt === null ? text : `*${labels.noteDeleted(by.name)}*`,
			]),
		),
	isListEntry: false,
};
