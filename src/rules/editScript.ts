/** So many entries in a row that both lists have, that only the first has, or only the second. */
export interface EditRun {
	readonly type: "context" | "removed" | "added";
	readonly count: number;
}

/**
 * The fewest removals and insertions that turn one list into the other, by Myers' greedy algorithm. Null if there are
 * more than `most`, so that very different lists cost little: time and memory grow with the square of the edits.
 *
 * @see http://www.xmailserver.org/diff2.pdf
 */
export function findEdits<Entry>(
	before: readonly Entry[],
	after: readonly Entry[],
	most: number,
): readonly EditRun[] | null {
	// By diagonal, shifted so that no index is negative: how far along `before` this many edits reach.
	const reach = new Int32Array(2 * most + 3);
	const lastDiagonal = before.length - after.length;
	/** The reach of all diagonals for each number of edits, to find the way back. */
	const trace: Int32Array[] = [];
	for (let edits = 0; edits <= most; edits++) {
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			const at = diagonal + most + 1;
			const adds = addsOn(diagonal, edits, reach[at - 1] ?? 0, reach[at + 1] ?? 0);
			const end = skipEqualEntries(before, after, adds ? (reach[at + 1] ?? 0) : (reach[at - 1] ?? 0) + 1, diagonal);
			reach[at] = end;
			if (diagonal === lastDiagonal && end >= before.length)
				return traceBack(trace, before.length, after.length, edits);
		}
		trace.push(reach.slice(most + 1 - edits, most + 2 + edits));
	}
	return null;
}

/** Whether the way to a diagonal that reaches farther is an insertion, and not a removal. */
function addsOn(diagonal: number, edits: number, left: number, right: number): boolean {
	return diagonal === -edits || (diagonal !== edits && left < right);
}

function skipEqualEntries<Entry>(
	before: readonly Entry[],
	after: readonly Entry[],
	start: number,
	diagonal: number,
): number {
	let at = start;
	while (at < before.length && at - diagonal < after.length && before[at] === after[at - diagonal]) at++;
	return at;
}

/** The way to the last number of edits, from its end. Between common entries, removals are before insertions. */
function traceBack(
	trace: readonly Int32Array[],
	oldLength: number,
	newLength: number,
	edits: number,
): readonly EditRun[] {
	const runs: EditRun[] = [];
	const change = { added: 0, removed: 0 };
	const addRun = (type: EditRun["type"], count: number) => {
		if (count > 0) runs.push({ type, count });
	};
	const endChange = () => {
		addRun("added", change.added);
		addRun("removed", change.removed);
		change.added = change.removed = 0;
	};
	let at = oldLength;
	let diagonal = oldLength - newLength;
	for (let left = edits; left > 0; left--) {
		const reach = (of: number) => trace[left - 1]?.[of + left - 1] ?? 0;
		const adds = addsOn(diagonal, left, reach(diagonal - 1), reach(diagonal + 1));
		const from = adds ? reach(diagonal + 1) : reach(diagonal - 1) + 1;
		if (at > from) endChange();
		addRun("context", at - from);
		change[adds ? "added" : "removed"] += 1;
		at = adds ? from : from - 1;
		diagonal += adds ? 1 : -1;
	}
	endChange();
	addRun("context", at);
	return runs.reverse();
}
