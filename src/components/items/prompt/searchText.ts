import type { PromptItem } from "../../../protocol/index.ts";
import { errorSearchTexts, type SearchableText, type TranslateError } from "../../item-text/searchText.ts";

/** The texts of a prompt, and of the end of its turn. */
export function promptSearchTexts(
	{ id, by, text, attachments, result }: PromptItem,
	say: TranslateError,
): readonly SearchableText[] {
	const files = attachments.map(({ name }) => name);
	const own = [
		{ text: [by.name, ...files].join("\n"), folds: [] },
		// Under this id a long prompt is kept open.
		{ text, folds: [id] },
	];
	if (!result) return own;
	const fault = result.error ? errorSearchTexts(result.error, `${id}/error`, say) : [];
	const touched = result.files.map(({ path }) => path).join("\n");
	const end: readonly SearchableText[] = [
		{ text: result.stoppedBy?.name ?? "", folds: [] },
		...fault,
		{ text: touched, folds: [`${id}/end`], isRedundant: true },
	];
	return [...own, ...end.map((place) => ({ ...place, isTurnEnd: true as const }))];
}
