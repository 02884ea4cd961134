import type { Tokens } from "../protocol/session.ts";

/** What both used together. A kind of token that neither counts stays unknown. */
export function addTokens(one: Tokens | undefined, other: Tokens | undefined): Tokens | undefined {
	return one && other ? combine(one, other, (a, b) => a + b) : (one ?? other);
}

/** What was used since `before`. Undefined when nothing was. */
export function tokensSince(before: Tokens | undefined, after: Tokens | undefined): Tokens | undefined {
	const used = before && after ? combine(after, before, (a, b) => Math.max(0, a - b)) : after;
	return used && used.total > 0 ? used : undefined;
}

const OPTIONAL_KINDS = ["cachedRead", "cachedWrite", "thought"] as const;

function combine(one: Tokens, other: Tokens, merge: (a: number, b: number) => number): Tokens {
	const known = OPTIONAL_KINDS.filter((kind) => one[kind] !== undefined || other[kind] !== undefined);
	return {
		input: merge(one.input, other.input),
		output: merge(one.output, other.output),
		total: merge(one.total, other.total),
		...Object.fromEntries(known.map((kind) => [kind, merge(one[kind] ?? 0, other[kind] ?? 0)])),
	};
}
