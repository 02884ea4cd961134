import type { Grammar, LanguageName } from "./languages.ts";

/** The kinds of tokens that have a colour of their own. */
export type CodeTokenKind = "comment" | "constant" | "function" | "keyword" | "string";

/** A part of a line of code. Its kind is null if it has the colour of plain text. */
export interface CodeToken {
	readonly text: string;
	readonly kind: CodeTokenKind | null;
}

export type CodeLine = readonly CodeToken[];

export interface HighlightRequest {
	readonly id: number;
	readonly code: string;
	readonly language: LanguageName;
	/** Null if the worker already has it. */
	readonly grammar: Grammar | null;
	/** The length of a beginning of the code whose tokens are known: whole lines. 0 for none. */
	readonly knownLength: number;
}

export interface HighlightResponse {
	readonly id: number;
	/** The lines that follow the first `keptLines` ones; null if the code could not be tokenized. */
	readonly lines: readonly CodeLine[] | null;
	/** How many of the lines whose tokens are known stay as they are. */
	readonly keptLines: number;
}
