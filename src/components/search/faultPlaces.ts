import type { ErrorText, Labels } from "../../react/labels/Labels.ts";
import type { SearchableText } from "./ItemPlace.ts";

/** How failures are worded. */
export type TranslateError = Labels["error"];

/** The texts of a failure whose details are kept open under `id`. */
export function errorSearchTexts(fault: ErrorText, id: string, say: TranslateError): readonly SearchableText[] {
	const { message, hint = "", detail = "" } = say(fault);
	return [
		{ text: `${message}\n${hint}`.replaceAll("`", ""), folds: [] },
		{ text: detail, folds: [id] },
	];
}
