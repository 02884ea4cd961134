import type { TimelineItem } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { itemMarkdown } from "./itemMarkdown.ts";

/** Items as one Markdown text. What follows a prompt stands under the agent's name. */
export function transcriptMarkdown(items: readonly TimelineItem[], labels: Labels, agent: string): string {
	const parts: string[] = [];
	items.forEach((item, index) => {
		const before = items[index - 1];
		if (item.kind !== "prompt" && (!before || before.kind === "prompt")) parts.push(`## ${labels.agentName(agent)}`);
		const text = itemMarkdown(item, labels);
		// List entries that follow each other are one list.
		const joins = text.startsWith("- ") && parts.at(-1)?.startsWith("- ");
		if (joins) parts.push(`${parts.pop()}\n${text}`);
		else if (text !== "") parts.push(text);
	});
	return `${parts.join("\n\n")}\n`;
}
