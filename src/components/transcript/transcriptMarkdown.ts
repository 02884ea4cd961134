import type { PromptItem, TimelineItem, Transcript } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { agentChanges, agentOf } from "../../rules/agents.ts";
import { joinParagraphs } from "../item-kind/markdownText.ts";
import { type PlacedItem, placeNested } from "../item-kind/nestedItems.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { isListEntry, itemMarkdown } from "../items/itemKinds.ts";
import { turnEndMarkdown } from "../items/prompt/promptTexts.ts";

/**
 * Items as one Markdown text: the items after a prompt under the agent's name, a permission request with its tool call,
 * what a subagent did inside of the entry of its call, and a note at the end of each turn that did not end normally.
 *
 * @param currentAgent - The agent now. What was said before an owner changed it stands under the name of the one before.
 * @param folder - The agent's working directory, which paths leave out.
 * @param dateTime - Writes when people said something. Absent: that is left out.
 */
export function transcriptMarkdown(
	items: readonly TimelineItem[],
	labels: Labels,
	currentAgent: string,
	folder: string | null = null,
	dateTime?: (at: number) => string,
): string {
	const byId = new Map(items.map((item) => [item.id, item]));
	const changes = agentChanges(items);
	const approvals = approvalsByCall(items);
	const hidden = new Set(approvals.values());
	const placed = placeNested(items, () => true);
	const lastOfTurn = new Map(placed.map(({ item, turnId }) => [turnId, item.id]));
	const prompts = new Map(items.filter(isPrompt).map((prompt) => [prompt.turnId, prompt]));
	const parts: string[] = [];
	let previous: TimelineItem | undefined;
	/** What an item has said since the last prompt stands under the agent's name. */
	let isUnderAgent = false;

	function addAgentHeading(item: TimelineItem) {
		if (!isUnderAgent) parts.push(`## ${labels.agentName(agentOf(item, changes, currentAgent))}`);
		isUnderAgent = true;
	}

	function addItem({ item, depth }: PlacedItem) {
		if (isPrompt(item)) isUnderAgent = false;
		// An event or a note is no part of what the agent said.
		else if (item.kind !== "event" && item.kind !== "note") addAgentHeading(item);
		const agent = agentOf(item, changes, currentAgent);
		const folded = byId.get(approvals.get(item.id) ?? "");
		const approval = folded?.kind === "approval" ? folded : undefined;
		const subject = item.kind === "note" && item.about ? byId.get(item.about.itemId) : undefined;
		const text = indent(itemMarkdown(item, { labels, agent, folder, approval, subject, dateTime }), depth);
		// Consecutive entries form one list.
		if (isListEntry(item) && previous && isListEntry(previous)) parts.push(`${parts.pop()}\n${text}`);
		else parts.push(text);
		previous = item;
	}

	function addEnd(prompt: PromptItem) {
		const end = turnEndMarkdown(prompt, labels);
		if (end === "") return;
		addAgentHeading(prompt);
		parts.push(end);
	}

	for (const at of placed) {
		if (!hidden.has(at.item.id)) addItem(at);
		const prompt = prompts.get(at.turnId);
		if (prompt && lastOfTurn.get(at.turnId) === at.item.id) addEnd(prompt);
	}
	return `${joinParagraphs(parts)}\n`;
}

/** A transcript as a Markdown file: the text of `transcriptMarkdown` under the title of the session. */
export function transcriptFileMarkdown(transcript: Transcript, labels: Labels): string {
	const { items, agent, folder } = transcript;
	const heading = `# ${(transcript.title ?? transcript.workspaceId).replaceAll(/\s+/g, " ")}`;
	const origin = [transcript.workspaceId, labels.transcriptFrom(labels.dateTime(transcript.exportedAt))].join(" · ");
	return `${joinParagraphs([heading, origin, transcriptMarkdown(items, labels, agent, folder, labels.dateTime)])}\n`;
}

/** What a subagent did stands inside of the entry of the call that started it. */
function indent(text: string, depth: number): string {
	return depth === 0 ? text : text.replaceAll(/^(?=.)/gm, "  ".repeat(depth));
}

function isPrompt(item: TimelineItem): item is PromptItem {
	return item.kind === "prompt";
}
