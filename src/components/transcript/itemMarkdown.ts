import type { ContentBlock, MessageItem, PlanEntry, TimelineItem, ToolCall } from "../../protocol/index.ts";
import type { FaultWords, Labels } from "../../react/labels/Labels.ts";

/** An item as Markdown that reads well in an issue or a mail; empty for what says nothing there. */
export function itemMarkdown(item: TimelineItem, labels: Labels): string {
	switch (item.kind) {
		case "prompt":
			return `## ${item.by.name}\n\n${item.text}`;
		case "message":
			return messageMarkdown(item, labels);
		case "thought":
			return quote(`*${labels.thought(null)}*\n\n${item.text}`);
		case "tool_call":
			return `- ${callMarkdown(item, labels)} (${labels.toolStatus[item.status]})`;
		case "approval":
			return `- ${callMarkdown(item.toolCall, labels)} (${outcome(item, labels)})`;
		case "plan":
			return `**${labels.plan}**\n\n${item.entries.map(entryMarkdown).join("\n")}`;
		case "notice":
			return noticeMarkdown(labels.fault(item));
		case "unknown":
			return `- ${labels.unknownUpdate(item.label)}`;
	}
}

function noticeMarkdown({ message, hint, detail }: FaultWords): string {
	return quote([message, hint, detail].filter((part) => part !== undefined).join("\n\n"));
}

function messageMarkdown({ text, blocks }: MessageItem, labels: Labels): string {
	return [text, ...blocks.map((block) => blockMarkdown(block, labels))].filter((part) => part !== "").join("\n\n");
}

function blockMarkdown(block: ContentBlock, labels: Labels): string {
	if (block.type === "text") return block.text;
	if (block.type === "resource_link") return `[${block.title ?? block.name}](${block.uri})`;
	if (block.type === "resource") return block.text === undefined ? `\`${block.uri}\`` : fence(block.text);
	return `*${labels.content[block.type]}*`;
}

function callMarkdown({ toolKind, title, content }: ToolCall, labels: Labels): string {
	const line = title.trim().split("\n", 1)[0] ?? "";
	const files = content.filter((part) => part.type === "diff").map(({ path }) => `\`${path}\``);
	const what = toolKind === "execute" && !line.includes("`") ? `\`${line}\`` : line;
	return [`**${labels.toolKind[toolKind]}**`, what, ...files.filter((file) => !line.includes(file))].join(" ");
}

function outcome({ state, options }: Extract<TimelineItem, { kind: "approval" }>, labels: Labels): string {
	if (state.status === "pending") return labels.waitingForApproval;
	if (state.status !== "answered") return labels.approvalCancelled[state.reason];
	const option = options.find(({ optionId }) => optionId === state.optionId);
	return labels.approvalAnswered(option?.name ?? state.optionId, state.by?.name ?? null, state.rule ?? null);
}

function entryMarkdown({ content, status }: PlanEntry): string {
	return `- [${status === "completed" ? "x" : " "}] ${content}`;
}

function quote(text: string): string {
	return text.replaceAll(/^/gm, "> ");
}

/** Longer than any fence inside. */
function fence(text: string): string {
	const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
	const marks = "`".repeat(longest + 1);
	return `${marks}\n${text}\n${marks}`;
}
