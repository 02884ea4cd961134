import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { approvalsByCall } from "../timeline/foldApprovals.ts";
import { itemMarkdown } from "./itemMarkdown.ts";
import { joinParagraphs } from "./paragraphs.ts";
import { turnEndMarkdown } from "./turnEndMarkdown.ts";

/**
 * Items as one Markdown text. What follows a prompt stands under the agent's name, a permission with the call it was
 * asked for, and a turn that did not end well says so at its end.
 *
 * @param folder - Where the agent works: paths in it stand without it.
 */
export function transcriptMarkdown(
	items: readonly TimelineItem[],
	labels: Labels,
	agent: string,
	folder: string | null = null,
): string {
	const byId = new Map(items.map((item) => [item.id, item]));
	const folded = approvalsByCall(items);
	const hidden = new Set(folded.values());
	const lastOfTurn = new Map(items.map((item) => [item.turnId, item.id]));
	const prompts = new Map(items.filter(isPrompt).map((prompt) => [prompt.turnId, prompt]));
	const parts: string[] = [];
	let before: TimelineItem | undefined;

	function addHead() {
		if (!before || isPrompt(before)) parts.push(`## ${labels.agentName(agent)}`);
	}

	function addItem(item: TimelineItem) {
		if (!isPrompt(item)) addHead();
		const approval = byId.get(folded.get(item.id) ?? "");
		const text = itemMarkdown(item, approval?.kind === "approval" ? approval : undefined, labels, folder);
		// Entries that follow each other are one list.
		if (isListEntry(item) && before && isListEntry(before)) parts.push(`${parts.pop()}\n${text}`);
		else parts.push(text);
		before = item;
	}

	function addEnd(prompt: PromptItem) {
		const end = turnEndMarkdown(prompt, labels);
		if (end === "") return;
		addHead();
		parts.push(end);
	}

	for (const item of items) {
		if (!hidden.has(item.id)) addItem(item);
		const prompt = prompts.get(item.turnId);
		if (prompt && lastOfTurn.get(item.turnId) === item.id) addEnd(prompt);
	}
	return `${joinParagraphs(parts)}\n`;
}

function isPrompt(item: TimelineItem): item is PromptItem {
	return item.kind === "prompt";
}

function isListEntry({ kind }: TimelineItem): boolean {
	return kind === "tool_call" || kind === "approval" || kind === "unknown";
}
