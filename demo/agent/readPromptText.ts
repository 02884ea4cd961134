import type { ContentBlock } from "@agentclientprotocol/sdk";

/** Who speaks, as the workspace says it before the text once several people have prompted. */
const AUTHOR = /^\[[^\]]+\] $/;

/** The person's text: the last text block. Blocks before it are context, such as the history after a restart. */
export function readPromptText(blocks: readonly ContentBlock[]): string {
	const texts = blocks.flatMap((block) => (block.type === "text" ? [block.text] : []));
	return texts.findLast((text) => !AUTHOR.test(text)) ?? "";
}
