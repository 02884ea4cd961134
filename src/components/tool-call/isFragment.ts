import type { ToolCallContent } from "../../protocol/index.ts";

/** As deep as tools nest a list of edits. */
const MAX_DEPTH = 3;

/** Whether a diff's old text is no more than the words to be replaced, as the call's input has them. */
export function isFragment({ oldText }: Extract<ToolCallContent, { type: "diff" }>, rawInput: unknown): boolean {
	return oldText !== null && containsText(rawInput, oldText, MAX_DEPTH);
}

function containsText(value: unknown, text: string, depth: number): boolean {
	if (typeof value !== "object" || value === null) return value === text;
	return depth > 0 && Object.values(value).some((inner) => containsText(inner, text, depth - 1));
}
