import type { WorkspaceStore } from "../../core/index.ts";
import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { joinParagraphs } from "../item-kind/markdownText.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { isListEntry, itemMarkdown } from "../items/itemTexts.ts";
import { turnEndMarkdown } from "../items/prompt/promptTexts.ts";

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
	const approvals = approvalsByCall(items);
	const hidden = new Set(approvals.values());
	const lastOfTurn = new Map(items.map((item) => [item.turnId, item.id]));
	const prompts = new Map(items.filter(isPrompt).map((prompt) => [prompt.turnId, prompt]));
	const parts: string[] = [];
	let before: TimelineItem | undefined;

	function addHead() {
		if (!before || isPrompt(before)) parts.push(`## ${labels.agentName(agent)}`);
	}

	function addItem(item: TimelineItem) {
		if (!isPrompt(item)) addHead();
		const folded = byId.get(approvals.get(item.id) ?? "");
		const approval = folded?.kind === "approval" ? folded : undefined;
		const text = itemMarkdown(item, { labels, folder, approval });
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

/** The items with all that the workspace keeps of those that were cut for the wire. What cannot be loaded stays cut. */
export async function loadFullItems(
	store: WorkspaceStore,
	items: readonly TimelineItem[],
): Promise<readonly TimelineItem[]> {
	const whole: TimelineItem[] = [];
	// One after another: such items are large.
	for (const item of items) whole.push(item.truncated ? await store.loadItem(item.id).catch(() => item) : item);
	return whole;
}
