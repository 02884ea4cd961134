import type { ApprovalItem } from "../../../protocol/index.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { approvalOutcomeText, toolCallMarkdown, toolCallSearchTexts } from "../tool-call/toolCallTexts.ts";

export const approvalTexts: ItemTexts<ApprovalItem> = {
	searchTexts: ({ toolCall, options, state, votes = [] }, { rowId, readOutput }) => {
		const nameOf = (wanted: string) => options.find(({ optionId }) => optionId === wanted)?.name ?? wanted;
		const answer = state.status === "answered" ? [nameOf(state.optionId), state.by?.name ?? "", state.rule ?? ""] : [];
		return [
			{ text: answer.join("\n"), folds: [] },
			...toolCallSearchTexts(toolCall, rowId, readOutput),
			{ text: votes.map(({ by, optionId }) => `${nameOf(optionId)}\n${by.name}`).join("\n"), folds: [rowId] },
		];
	},
	markdown: (item, context) => toolCallMarkdown(item.toolCall, [approvalOutcomeText(item, context.labels)], context),
	isListEntry: true,
};
