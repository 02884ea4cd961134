import type { ApprovalItem, ContentBlock, PlanEntry, PromptItem, TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import {
	blockQuote,
	errorMarkdown,
	fencedCode,
	inlineCode,
	joinParagraphs,
	truncationMarkdown,
} from "../item-text/markdownText.ts";
import { toolCallMarkdown } from "./tool-call/markdown.ts";
import { withApprovalDiffs } from "./tool-call/toolCallDetails.ts";

/**
 * An item as Markdown that reads well in an issue or a mail; empty for what says nothing there.
 *
 * @param approval - The permission that was asked for a call.
 * @param folder - Where the agent works, null where that is not known.
 */
export function itemMarkdown(
	item: TimelineItem,
	approval: ApprovalItem | undefined,
	labels: Labels,
	folder: string | null,
): string {
	return joinParagraphs([contentMarkdown(item, approval, labels, folder), truncationMarkdown(item, labels)]);
}

function contentMarkdown(
	item: TimelineItem,
	approval: ApprovalItem | undefined,
	labels: Labels,
	folder: string | null,
): string {
	switch (item.kind) {
		case "prompt":
			return joinParagraphs([`## ${item.by.name}`, item.text, attachmentsMarkdown(item, labels)]);
		case "message":
			return joinParagraphs([item.text, ...item.blocks.map((block) => blockMarkdown(block, labels))]);
		case "thought":
			return blockQuote(joinParagraphs([`*${labels.thought(null)}*`, item.text]));
		case "tool_call": {
			const states = [labels.toolStatus[item.status], ...(approval ? [approvalOutcomeText(approval, labels)] : [])];
			return toolCallMarkdown(withApprovalDiffs(item, approval), states, labels, folder);
		}
		case "approval":
			return toolCallMarkdown(item.toolCall, [approvalOutcomeText(item, labels)], labels, folder);
		case "plan":
			return joinParagraphs([`**${labels.plan}**`, item.entries.map(entryMarkdown).join("\n")]);
		case "notice":
			return errorMarkdown(item, labels);
		case "unknown":
			return `- ${labels.unknownUpdate(item.label)}`;
	}
}

function attachmentsMarkdown({ attachments }: PromptItem, labels: Labels): string {
	if (attachments.length === 0) return "";
	return `*${labels.attachments}:* ${attachments.map(({ name }) => inlineCode(name)).join(", ")}`;
}

function blockMarkdown(block: ContentBlock, labels: Labels): string {
	if (block.type === "text") return block.text;
	if (block.type === "resource_link") return `[${block.title ?? block.name}](${block.uri})`;
	if (block.type === "resource") return block.text === undefined ? inlineCode(block.uri) : fencedCode(block.text);
	return `*${labels.content[block.type]}*`;
}

function approvalOutcomeText({ state, options }: ApprovalItem, labels: Labels): string {
	if (state.status === "pending") return labels.waitingForApproval;
	if (state.status !== "answered") return labels.approvalCancelled[state.reason];
	const option = options.find(({ optionId }) => optionId === state.optionId);
	return labels.approvalAnswered(option?.name ?? state.optionId, state.by?.name ?? null, state.rule ?? null);
}

function entryMarkdown({ content, status }: PlanEntry): string {
	return `- [${status === "completed" ? "x" : " "}] ${content}`;
}
