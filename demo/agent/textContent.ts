import type { ToolCallContent } from "@agentclientprotocol/sdk";

/** Text as the content of a tool call. */
export function textContent(text: string): ToolCallContent[] {
	return [{ type: "content", content: { type: "text", text } }];
}
