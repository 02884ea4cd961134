import { editDistance } from "./editDistance.ts";
import { splitLines } from "./splitLines.ts";

export interface ChangedLines {
	readonly added: number;
	readonly removed: number;
}

/** Beyond this many changed lines an exact count costs more than it tells. */
const MOST_EDITS = 1_500;

/**
 * The lines a change adds and removes, as the diff that is drawn of it shows them. Null where the texts differ in too
 * much to be compared in little time. It is on the screen before anybody opens the diff, so it does without the library
 * that draws one.
 *
 * @example
 * countChangedLines("a\nb\n", "a\nc\nd\n"); // { added: 2, removed: 1 }
 */
export function countChangedLines(oldText: string, newText: string): ChangedLines | null {
	const before = splitLines(oldText);
	const after = splitLines(newText);
	if (before.length === 0 || after.length === 0) return { added: after.length, removed: before.length };
	const edits = editDistance(before, after, MOST_EDITS);
	if (edits === null) return null;
	// Each edit is an added or a removed line, and what one has more of than the other is the difference in length.
	const grown = after.length - before.length;
	return { added: (edits + grown) / 2, removed: (edits - grown) / 2 };
}
