/** How well a path fits: how, then its length. */
type RankedPath = readonly [path: string, rank: number];

/**
 * The paths a query may mean, the likeliest first: whose name or beginning it is the beginning of, then those that have
 * it inside of their name, anywhere, or letter by letter.
 */
export function matchPaths(paths: readonly string[], query: string, limit: number): readonly string[] {
	const typed = query.toLowerCase();
	const fits = paths
		.map((path): RankedPath => [path, rankPath(path.toLowerCase(), typed)])
		.filter(([, rank]) => rank < NO_MATCH);
	return fits
		.sort(compareRanked)
		.slice(0, limit)
		.map(([path]) => path);
}

const NO_MATCH = 4;

function rankPath(path: string, typed: string): number {
	const name = path.slice(path.lastIndexOf("/") + 1);
	if (name.startsWith(typed) || path.startsWith(typed)) return 0;
	if (name.includes(typed)) return 1;
	if (path.includes(typed)) return 2;
	return isSubsequence(path, typed) ? 3 : NO_MATCH;
}

function isSubsequence(path: string, typed: string): boolean {
	let from = 0;
	for (const letter of typed) {
		const place = path.indexOf(letter, from);
		if (place < 0) return false;
		from = place + letter.length;
	}
	return true;
}

function compareRanked([one, oneRank]: RankedPath, [other, otherRank]: RankedPath): number {
	return oneRank - otherRank || one.length - other.length || (one < other ? -1 : 1);
}
