/**
 * How many entries have to go and come to make one list into the other: Myers' greedy walk, without remembering the
 * way. Null where that is more than `most`, so that what is very different costs little.
 *
 * @see http://www.xmailserver.org/diff2.pdf
 */
export function editDistance(before: readonly string[], after: readonly string[], most: number): number | null {
	// By diagonal, shifted so that none is negative: how far along `before` so many edits reach.
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
