/** A file that is being mentioned: `@` at the beginning of a word, and what was typed of its path. */
export interface Mention {
	/** Where the `@` stands. */
	readonly start: number;
	/** Where the caret stands. */
	readonly end: number;
	readonly query: string;
}

const MENTION_BEFORE_CARET = /(?:^|[\s([{])@(?:"([^"\n]*)|([^\s"@]*))$/;

/** The mention that the caret stands in; null when it stands in none. */
export function findMention(text: string, caret: number): Mention | null {
	const found = MENTION_BEFORE_CARET.exec(text.slice(0, caret));
	if (!found) return null;
	return { start: text.lastIndexOf("@", caret - 1), end: caret, query: found[1] ?? found[2] ?? "" };
}
