import { parseArgs } from "node:util";
import { FAULT_KINDS, type FaultKind, isFaultKind } from "./faultKind.ts";

/** One run: a kind of fault, its number, and the seed of its moments. */
export interface FaultPlan {
	readonly kind: FaultKind;
	readonly times: number;
	readonly seed: number;
}

/**
 * The arguments of `npm run test:faults`: kinds of faults (default all), `--times 8` or `--full`,
 * and `--seed 7` to repeat a run.
 *
 * @throws If a name is not a kind, or a number is not a positive integer.
 */
export function parseArguments(words: readonly string[]): readonly FaultPlan[] {
	const options = { full: { type: "boolean" }, times: { type: "string" }, seed: { type: "string" } } as const;
	const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
	const kinds = positionals.length > 0 ? positionals.map(parseKind) : Object.keys(FAULT_KINDS).filter(isFaultKind);
	const often = values.full ? "full" : "few";
	const seed = parseCount(values.seed, Date.now() % 1_000_000);
	return kinds.map((kind) => ({ kind, times: parseCount(values.times, FAULT_KINDS[kind][often]), seed }));
}

function parseKind(word: string): FaultKind {
	if (isFaultKind(word)) return word;
	throw new Error(`There is no fault "${word}". There are: ${Object.keys(FAULT_KINDS).join(", ")}.`);
}

function parseCount(text: string | undefined, otherwise: number): number {
	if (text === undefined) return otherwise;
	const count = Number(text);
	if (Number.isSafeInteger(count) && count > 0) return count;
	throw new Error(`"${text}" is not a whole number from 1 on.`);
}
