import type { Grammar, LanguageName } from "./languages.ts";

/** What a stretch of code is, as far as it has a colour of its own. */
export type CodeTokenKind = "comment" | "constant" | "function" | "keyword" | "string";

/** A stretch of a line of code; null where it is drawn like any text. */
export interface CodeToken {
	readonly text: string;
	readonly kind: CodeTokenKind | null;
}

export type CodeLine = readonly CodeToken[];

export interface HighlightRequest {
	readonly id: number;
	readonly code: string;
	readonly language: LanguageName;
	/** Null where the worker has it already. */
	readonly grammar: Grammar | null;
}

export interface HighlightResponse {
	readonly id: number;
	/** Null where the code could not be read. */
	readonly lines: readonly CodeLine[] | null;
}
