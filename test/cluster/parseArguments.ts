import { parseArgs } from "node:util";
import { STRIKES, type Strike } from "./strikes.ts";
import { TOPOLOGIES, type Topology } from "./topologies.ts";

/** What `npm run test:cluster` runs. */
export interface ClusterPlan {
	/** Each cluster with its strikes, as often as they were asked for. */
	readonly runs: readonly { readonly topology: Topology; readonly strikes: readonly Strike[] }[];
	/** Of the moments within a turn. */
	readonly seed: number;
}

/**
 * The arguments of `npm run test:cluster`: names of clusters and of strikes (default all of each, without those that are
 * fatal for a cluster), `--times 3`, and `--seed 7` to repeat the moments of a run.
 *
 * @throws {Error} When a word is neither, or a number is not a whole number from 1 on.
 */
export function parseArguments(words: readonly string[]): ClusterPlan {
	const options = { times: { type: "string" }, seed: { type: "string" } } as const;
	const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
	for (const word of positionals) {
		if (word in TOPOLOGIES || word in STRIKES) continue;
		const known = `${Object.keys(TOPOLOGIES).join(", ")}; ${Object.keys(STRIKES).join(", ")}`;
		throw new Error(`“${word}” is neither a cluster nor a strike. There are: ${known}.`);
	}
	const times = parseCount(values.times, 1);
	const runs = choose(TOPOLOGIES, positionals).map(([, topology]) => {
		const isMeant = ([name]: readonly [string, Strike]) =>
			positionals.includes(name) || !topology.fatal?.includes(name);
		const strikes = choose(STRIKES, positionals).filter(isMeant);
		return { topology, strikes: Array.from({ length: times }, () => strikes.map(([, strike]) => strike)).flat() };
	});
	return {
		runs,
		seed: parseCount(values.seed, Date.now() % 1_000_000),
	};
}

/** The named ones in their own order, or all when none is named. */
function choose<Value>(
	all: Readonly<Record<string, Value>>,
	words: readonly string[],
): readonly (readonly [string, Value])[] {
	const named = Object.entries(all).filter(([name]) => words.includes(name));
	return named.length === 0 ? Object.entries(all) : named;
}

function parseCount(text: string | undefined, otherwise: number): number {
	if (text === undefined) return otherwise;
	const count = Number(text);
	if (Number.isSafeInteger(count) && count > 0) return count;
	throw new Error(`“${text}” is not a whole number from 1 on.`);
}
