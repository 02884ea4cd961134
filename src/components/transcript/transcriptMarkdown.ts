import type { WorkspaceStore } from "../../core/index.ts";
import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { joinParagraphs } from "../item-kind/markdownText.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { isListEntry, itemMarkdown } from "../items/itemTexts.ts";
import { turnEndMarkdown } from "../items/prompt/promptTexts.ts";

/**
 * Items as one Markdown text: the items after a prompt under the agent's name, a permission request with its tool call,
 * and a note at the end of each turn that did not end normally.
 *
 * @param folder - The agent's working directory, which paths leave out.
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
	let previous: TimelineItem | undefined;

	function addAgentHeading() {
		if (!previous || isPrompt(previous)) parts.push(`## ${labels.agentName(agent)}`);
	}

	function addItem(item: TimelineItem) {
		if (!isPrompt(item)) addAgentHeading();
		const folded = byId.get(approvals.get(item.id) ?? "");
		const approval = folded?.kind === "approval" ? folded : undefined;
		const text = itemMarkdown(item, { labels, folder, approval });
		// Consecutive entries form one list.
		if (isListEntry(item) && previous && isListEntry(previous)) parts.push(`${parts.pop()}\n${text}`);
		else parts.push(text);
		previous = item;
	}

	function addEnd(prompt: PromptItem) {
		const end = turnEndMarkdown(prompt, labels);
		if (end === "") return;
		addAgentHeading();
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

/** Loads the full version of items that were truncated for the wire. Those that cannot be loaded stay truncated. */
export async function loadFullItems(
	store: WorkspaceStore,
	items: readonly TimelineItem[],
): Promise<readonly TimelineItem[]> {
	const full: TimelineItem[] = [];
	// One after the other, because such items are large.
	for (const item of items) full.push(item.truncated ? await store.loadItem(item.id).catch(() => item) : item);
	return full;
}
