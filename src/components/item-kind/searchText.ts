import type { ErrorText, Labels } from "../../react/labels/Labels.ts";

/** A text of an item, and where on the screen it is. */
export interface SearchableText {
	readonly text: string;
	/** The ids of the folds around it, outermost first; empty if it is always visible. */
	readonly folds: readonly string[];
	/** It repeats another text: its folds are only opened if no other text matches. */
	readonly isRedundant?: true;
	/** It is shown at the end of the prompt's turn, not with the prompt. */
	readonly isTurnEnd?: true;
}

/** Translates an error to the language of the screen. */
export type TranslateError = Labels["error"];

/** The labels that are part of the texts of items. */
export type SearchLabels = Pick<
	Labels,
	| "agentChanged"
	| "agentName"
	| "answerBoolean"
	| "backgroundWork"
	| "contextCompacted"
	| "error"
	| "peopleInvited"
	| "peopleJoined"
	| "peopleRemoved"
	| "personInvited"
	| "personJoinedBy"
	| "role"
	| "roleChanged"
	| "rolesChanged"
	| "settingChanged"
	| "settingSwitch"
	| "settingsChanged"
	| "unknownEvent"
	| "wheelChanged"
	| "workspaceRenamed"
>;

/** The texts of an error, whose details are in the fold `id`. */
export function errorSearchTexts(
	error: ErrorText,
	id: string,
	translateError: TranslateError,
): readonly SearchableText[] {
	const { message, hint = "", detail = "" } = translateError(error);
	return [
		{ text: `${message}\n${hint}`.replaceAll("`", ""), folds: [] },
		{ text: detail, folds: [id] },
	];
}

/** A Markdown text, followed by the same text without the syntax of emphasis, code and links. */
export function withPlainText(markdown: string): string {
	const plain = markdown.replaceAll(/!?\[([^\][\n]*)\]\([^()\n]*\)/g, "$1").replaceAll(/[*_~`]+/g, "");
	return plain === markdown ? markdown : `${markdown}\n${plain}`;
}
