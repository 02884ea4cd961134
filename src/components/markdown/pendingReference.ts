import type { Token, TokenizerExtension } from "marked";

export interface PendingReferenceToken {
	type: "pending_reference";
	raw: string;
	/** What is shown of it. */
	tokens: Token[];
}

const REFERENCE = /^(!?)\[((?:[^[\]\\\n]|\\.)+)\]\[([^[\]\n]*)\]/;
const WORD_AT_END = /[\p{L}\p{N}]$/u;

/**
 * A link whose definition may still come shows its words, an image nothing: both would flash as they are written. What
 * follows on a word, as `items[0][1]`, is an index, and marks of footnotes are no words.
 */
export const pendingReference: TokenizerExtension = {
	name: "pending_reference",
	level: "inline",
	tokenizer(source, before) {
		const [raw, image, words = "", label] = REFERENCE.exec(source) ?? [];
		if (raw === undefined || words.startsWith("^") || label?.startsWith("^")) return undefined;
		if (WORD_AT_END.test(before.at(-1)?.raw ?? "") && !image) return undefined;
		if (normalizeLabel(label || words) in this.lexer.tokens.links) return undefined;
		const tokens = image ? [] : this.lexer.inlineTokens(words);
		return { type: "pending_reference", raw, tokens } satisfies PendingReferenceToken;
	},
};

/** Labels are the same whatever their capitals and their white space. */
function normalizeLabel(label: string): string {
	return label.replace(/\s+/g, " ").toLowerCase();
}
