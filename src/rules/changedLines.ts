/**
 * The least number of removals and insertions that turn one list into the other, by Myers' greedy algorithm without the
 * path. Null when it is more than `most`, so that very different lists cost little.
 *
 * @see http://www.xmailserver.org/diff2.pdf
 */
function editDistance(before: readonly string[], after: readonly string[], most: number): number | null {
	// By diagonal, shifted so that no index is negative: how far along `before` this many edits reach.
	const reach = new Int32Array(2 * most + 3);
	for (let edits = 0; edits <= most; edits++) {
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			const at = diagonal + most + 1;
			const left = reach[at - 1] ?? 0;
			const right = reach[at + 1] ?? 0;
			const adds = diagonal === -edits || (diagonal !== edits && left < right);
			const end = skipEqualEntries(before, after, adds ? right : left + 1, diagonal);
			reach[at] = end;
			if (end >= before.length && end - diagonal >= after.length) return edits;
		}
	}
	return null;
}

function skipEqualEntries(
	before: readonly string[],
	after: readonly string[],
	start: number,
	diagonal: number,
): number {
	let at = start;
	while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal]) at++;
	return at;
}

/** The lines of a text. A newline at the end does not begin another line, and an empty text has no lines. */
export function splitLines(text: string): readonly string[] {
	if (text === "") return [];
	return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

export interface ChangedLines {
	readonly added: number;
	readonly removed: number;
}

/** With more changed lines than this, neither an exact count nor a diff view is worth its cost. */
export const MAX_EDITS = 1_500;

/**
 * How many lines a change adds and removes, the same numbers that the diff view shows. Null when the texts differ too
 * much to be compared quickly.
 *
 * The count is on the screen before anybody opens a diff, so it does not use the library of the diff view, `diff`, which
 * would add 2.9 kB to every screen. Both find the fewest edits.
 *
 * @example
 * countChangedLines("a\nb\n", "a\nc\nd\n"); // { added: 2, removed: 1 }
 */
export function countChangedLines(oldText: string, newText: string): ChangedLines | null {
	const before = splitLines(oldText);
	const after = splitLines(newText);
	if (before.length === 0 || after.length === 0) return { added: after.length, removed: before.length };
	const edits = editDistance(before, after, MAX_EDITS);
	if (edits === null) return null;
	// Each edit adds or removes one line, and the difference between the two is the difference in length.
	const grown = after.length - before.length;
	return { added: (edits + grown) / 2, removed: (edits - grown) / 2 };
}
