import type { ErrorText, Labels } from "../../react/labels/Labels.ts";

/** A text of an item, and where in its parts people read it. */
export interface SearchableText {
	readonly text: string;
	/** The folds around it, from the outermost in; none for what stands open. */
	readonly folds: readonly string[];
	/** It says what stands elsewhere, too: a fold is worth opening for it only where nothing else has the words. */
	readonly isRedundant?: true;
	/** It stands at the end of the prompt's turn, and not with the prompt. */
	readonly isTurnEnd?: true;
}

/** How failures are worded. */
export type TranslateError = Labels["error"];

/** The texts of a failure whose details are kept open under `id`. */
export function errorSearchTexts(
	fault: ErrorText,
	id: string,
	translateError: TranslateError,
): readonly SearchableText[] {
	const { message, hint = "", detail = "" } = translateError(fault);
	return [
		{ text: `${message}\n${hint}`.replaceAll("`", ""), folds: [] },
		{ text: detail, folds: [id] },
	];
}

/** A Markdown text with its words also as they are read: without the marks of emphasis, code and links between them. */
export function withPlainText(markdown: string): string {
	const plain = markdown.replaceAll(/!?\[([^\][\n]*)\]\([^()\n]*\)/g, "$1").replaceAll(/[*_~`]+/g, "");
	return plain === markdown ? markdown : `${markdown}\n${plain}`;
}
