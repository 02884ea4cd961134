"use client";

import type { ToolCall, ToolCallContent } from "../../../protocol/index.ts";
import type { DiffLineNotes } from "../../diff/lineNotes.ts";
import { useLineNotes } from "../note/LineNotes.tsx";
import { diffOfLine } from "./toolCallDetails.ts";

/**
 * The notes about the lines of a diff of a call. Where the call has several diffs of one file, the notes of a line are in the
 * one that has the line.
 *
 * @param itemIds - The items that show the call; a new note is about the first. Default: none, and no notes.
 */
export function useDiffNotes(
	itemIds: readonly string[] | undefined,
	call: ToolCall,
	diff: Extract<ToolCallContent, { type: "diff" }>,
): DiffLineNotes | undefined {
	return useLineNotes(itemIds, diff.path, (line) => diffOfLine(call, diff.path, line) === diff);
}
