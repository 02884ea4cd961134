import type { ToolKind } from "../../protocol/index.ts";

/** Whether what calls of a kind say is shown as output, letter for letter, and not as Markdown. */
export function hasPlainOutput(kind: ToolKind): boolean {
	return kind === "execute" || kind === "read" || kind === "search";
}
