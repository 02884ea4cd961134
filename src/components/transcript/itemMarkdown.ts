import type { ApprovalItem, ContentBlock, PlanEntry, PromptItem, TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { withAskedDiffs } from "../tool-call/withAskedDiffs.ts";
import { callMarkdown } from "./callMarkdown.ts";
import { cutMarkdown } from "./cutMarkdown.ts";
import { faultMarkdown } from "./faultMarkdown.ts";
import { fencedCode } from "./fencedCode.ts";
import { inlineCode } from "./inlineCode.ts";
import { paragraphs } from "./paragraphs.ts";
import { quoted } from "./quoted.ts";

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
	return paragraphs([wholeMarkdown(item, approval, labels, folder), cutMarkdown(item, labels)]);
}

function wholeMarkdown(
	item: TimelineItem,
	approval: ApprovalItem | undefined,
	labels: Labels,
	folder: string | null,
): string {
	switch (item.kind) {
		case "prompt":
			return paragraphs([`## ${item.by.name}`, item.text, attachmentsMarkdown(item, labels)]);
		case "message":
			return paragraphs([item.text, ...item.blocks.map((block) => blockMarkdown(block, labels))]);
		case "thought":
			return quoted(paragraphs([`*${labels.thought(null)}*`, item.text]));
		case "tool_call": {
			const states = [labels.toolStatus[item.status], ...(approval ? [outcome(approval, labels)] : [])];
			return callMarkdown(withAskedDiffs(item, approval), states, labels, folder);
		}
		case "approval":
			return callMarkdown(item.toolCall, [outcome(item, labels)], labels, folder);
		case "plan":
			return paragraphs([`**${labels.plan}**`, item.entries.map(entryMarkdown).join("\n")]);
		case "notice":
			return faultMarkdown(item, labels);
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

function outcome({ state, options }: ApprovalItem, labels: Labels): string {
	if (state.status === "pending") return labels.waitingForApproval;
	if (state.status !== "answered") return labels.approvalCancelled[state.reason];
	const option = options.find(({ optionId }) => optionId === state.optionId);
	return labels.approvalAnswered(option?.name ?? state.optionId, state.by?.name ?? null, state.rule ?? null);
}

function entryMarkdown({ content, status }: PlanEntry): string {
	return `- [${status === "completed" ? "x" : " "}] ${content}`;
}
