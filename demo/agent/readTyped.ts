import type { ContentBlock } from "@agentclientprotocol/sdk";

/** What the person typed: the last text. Text before it is context, such as a session's history after a restart. */
export function readTyped(blocks: readonly ContentBlock[]): string {
	return blocks.findLast((block) => block.type === "text")?.text ?? "";
}
