import { pick } from "../randomDocument.ts";
import { createMarkdown } from "./createMarkdown.ts";
import { findBroken } from "./findBroken.ts";
import { isSlow, SLOW_PIECES } from "./slowPieces.ts";

export interface FuzzResult {
	/** The texts that are not shown as they should be, with what is wrong. */
	readonly broken: readonly string[];
}

/** Half-written versions of each document. */
const CUTS = 4;
/** One search for a slow text per so many documents. */
const SLOW_EVERY = 50;

/** Random Markdown, whole and half-written, compared with what is shown of it; and random repetitions, timed. */
export function fuzzMarkdown(random: () => number, times: number): FuzzResult {
	const broken: string[] = [];
	const check = (text: string, open: boolean) => {
		const fault = findBroken(text, open, !open && random() < 0.3);
		if (fault !== undefined) broken.push(`${open ? "half-written" : "whole"} ${JSON.stringify(text)}: ${fault}`);
	};
	for (let run = 0; run < times; run++) {
		const text = createMarkdown(random);
		check(text, false);
		for (let cut = 0; cut < CUTS; cut++) check(text.slice(0, Math.floor(random() * text.length)), true);
		if (run % SLOW_EVERY === SLOW_EVERY - 1) {
			const piece = pick(SLOW_PIECES, random) + pick(SLOW_PIECES, random);
			const around = [pick(SLOW_PIECES, random), pick(SLOW_PIECES, random)] as const;
			if (isSlow(piece, around, random() < 0.5)) broken.push(`slow ${JSON.stringify([...around, piece])}`);
		}
	}
	return { broken };
}
