import type { PromptItem } from "../../protocol/index.ts";
import { faultText, type SayFault } from "./faultText.ts";
import type { ItemPlace } from "./ItemPlace.ts";

/** The texts of a prompt, and of the end of its turn. */
export function promptPlaces({ id, by, text, attachments, result }: PromptItem, say: SayFault): readonly ItemPlace[] {
	const files = attachments.map(({ name }) => name);
	const own = [
		{ text: [by.name, ...files].join("\n"), folds: [] },
		// Under this id a long prompt is kept open.
		{ text, folds: [id] },
	];
	if (!result) return own;
	const end = `${result.stoppedBy?.name ?? ""}\n${result.error ? faultText(result.error, say) : ""}`;
	const touched = result.files.map(({ path }) => path).join("\n");
	return [
		...own,
		{ text: end, folds: [], isTurnEnd: true },
		{ text: touched, folds: [`${id}/end`], isTurnEnd: true, isSpare: true },
	];
}
