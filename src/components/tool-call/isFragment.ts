import type { ToolCallContent } from "../../protocol/index.ts";

/** As deep as tools nest a list of edits. */
const MOST_DEPTH = 3;

/** Whether a diff's old text is no more than the words to be replaced, as the call's input has them. */
export function isFragment({ oldText }: Extract<ToolCallContent, { type: "diff" }>, rawInput: unknown): boolean {
	return oldText !== null && holdsText(rawInput, oldText, MOST_DEPTH);
}

function holdsText(value: unknown, text: string, depth: number): boolean {
	if (typeof value !== "object" || value === null) return value === text;
	return depth > 0 && Object.values(value).some((inner) => holdsText(inner, text, depth - 1));
}
