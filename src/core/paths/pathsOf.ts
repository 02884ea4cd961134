import type { ToolCall } from "../../protocol/index.ts";

/** The files a call is about, by its places and its diffs. */
export function toolCallPaths({ locations, content }: ToolCall): readonly string[] {
	const diffs = content.filter((part) => part.type === "diff");
	return [...new Set([...locations, ...diffs].map(({ path }) => path))];
}
