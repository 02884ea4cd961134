import type { ContentBlock } from "@agentclientprotocol/sdk";

/** The person's text: the last text block. Blocks before it are context, such as the history after a restart. */
export function readPromptText(blocks: readonly ContentBlock[]): string {
	return blocks.findLast((block) => block.type === "text")?.text ?? "";
}
