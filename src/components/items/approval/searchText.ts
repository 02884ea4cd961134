import type { ApprovalItem } from "../../../protocol/index.ts";
import type { SearchableText } from "../../item-text/searchText.ts";
import { toolCallSearchTexts } from "../tool-call/searchText.ts";

/** The texts of a permission whose fold is kept under `id`: what was asked, and who answered what. */
export function approvalSearchTexts(
	{ toolCall, options, state, votes = [] }: ApprovalItem,
	id: string,
): readonly SearchableText[] {
	const nameOf = (wanted: string) => options.find(({ optionId }) => optionId === wanted)?.name ?? wanted;
	const answer = state.status === "answered" ? [nameOf(state.optionId), state.by?.name ?? "", state.rule ?? ""] : [];
	return [
		{ text: answer.join("\n"), folds: [] },
		...toolCallSearchTexts(toolCall, id),
		{ text: votes.map(({ by, optionId }) => `${nameOf(optionId)}\n${by.name}`).join("\n"), folds: [id] },
	];
}
