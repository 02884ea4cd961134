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
}

export interface HighlightResponse {
	readonly id: number;
	/** Null if the code could not be tokenized. */
	readonly lines: readonly CodeLine[] | null;
}
