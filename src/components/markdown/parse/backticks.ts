/** Finds the ends of inline code in one text, in time that is linear in its length. */
export class Backticks {
	readonly #source: string;
	/** Where the last run of each length is. */
	#lastRuns: ReadonlyMap<number, number> | undefined;

	constructor(source: string) {
		this.#source = source;
	}

	/** How long the run at an index is. */
	runLength(start: number): number {
		let end = start;
		while (this.#source[end] === "`") end++;
		return end - start;
	}

	/** Where the next run of exactly so many backticks starts, or -1. */
	findRun(length: number, from: number): number {
		this.#lastRuns ??= new Map([...this.#source.matchAll(/`+/g)].map(({ 0: run, index }) => [run.length, index]));
		if ((this.#lastRuns.get(length) ?? -1) < from) return -1;
		// There is one, and all before it is code: nothing is searched twice.
		let index = this.#source.indexOf("`", from);
		while (index >= 0) {
			const found = this.runLength(index);
			if (found === length) return index;
			index = this.#source.indexOf("`", index + found);
		}
		return -1;
	}
}
