import type { CodeLine } from "./codeKind.ts";
import type { LanguageName } from "./languages.ts";
import type { Grammar } from "./loadGrammar.ts";

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
