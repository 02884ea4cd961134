import { diffLines } from "diff";

// Beyond this many edits an exact count costs more than it tells.
const MAX_EDITS = 2_000;

export interface ChangedLines {
	readonly added: number;
	readonly removed: number;
}

/**
 * The lines a diff adds and removes. Texts that differ too much to compare in little time count as replaced whole.
 *
 * @example
 * countChangedLines("a\nb\n", "a\nc\nd\n"); // { added: 2, removed: 1 }
 */
export function countChangedLines(oldText: string, newText: string): ChangedLines {
	const parts = diffLines(oldText, newText, { maxEditLength: MAX_EDITS });
	if (parts === undefined) return { added: countLines(newText), removed: countLines(oldText) };
	const count = (side: "added" | "removed") => parts.reduce((sum, part) => (part[side] ? sum + part.count : sum), 0);
	return { added: count("added"), removed: count("removed") };
}

function countLines(text: string): number {
	return text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
