/** A row of a list, as every contestant understands it. */
export interface Row {
	readonly id: string;
	readonly role: "user" | "assistant";
	readonly text: string;
}

const WORDS = "Some words of an answer, with `code` and a [link](https://example.com). ";
/** One prompt for as many rows. */
const ROWS_A_TURN = 5;
export const TOKEN = "token ";

/** Rows of which the last one grows. A store for `useSyncExternalStore`. */
export class GrowingList {
	#rows: readonly Row[];
	#last: Row;
	readonly #listeners = new Set<() => void>();

	constructor(count: number) {
		this.#rows = Array.from({ length: count }, (_, index) => ({
			id: `row-${index + 1}`,
			role: index % ROWS_A_TURN === 0 && index < count - 1 ? "user" : "assistant",
			text: WORDS,
		}));
		const last = this.#rows.at(-1);
		if (!last) throw new Error("The list is empty.");
		this.#last = last;
	}

	/** A new array when the last row has grown. It is made here, so that only who reads all rows pays for it. */
	readonly rows = (): readonly Row[] => {
		if (this.#rows.at(-1) !== this.#last) this.#rows = this.#rows.with(-1, this.#last);
		return this.#rows;
	};

	readonly last = (): Row => this.#last;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Adds a token to the last row. */
	grow(): void {
		this.#last = { ...this.#last, text: this.#last.text + TOKEN };
		for (const listener of this.#listeners) listener();
	}
}
