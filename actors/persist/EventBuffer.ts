import type { EventRow } from "./eventRow.ts";
import { hasEventRow, writeEventRows } from "./eventTable.ts";
import type { SqlExecutor } from "./sqlAccess.ts";

/**
 * Events that are not known to be stored. A transaction in which they were written may still fail, without a word to
 * here: so they stay until the next one, which looks whether they are there.
 */
export class EventBuffer {
	#rows: EventRow[] = [];
	/** So many of the first rows were written in a transaction whose end is not known. */
	#written = 0;

	add(row: EventRow): void {
		this.#rows.push(row);
	}

	/** Whether there is anything that no transaction has taken. */
	get hasUnwritten(): boolean {
		return this.#rows.length > this.#written;
	}

	/** Writes as many events, in order, as fit into `maxBytes`. */
	async write(tx: SqlExecutor, maxBytes: number): Promise<void> {
		await this.#settle(tx);
		const count = countWithinBytes(this.#rows, maxBytes);
		await writeEventRows(tx, this.#rows.slice(0, count));
		this.#written = count;
	}

	async #settle(tx: SqlExecutor): Promise<void> {
		const last = this.#rows[this.#written - 1];
		if (last && (await hasEventRow(tx, last))) this.#rows = this.#rows.slice(this.#written);
		this.#written = 0;
	}
}

function countWithinBytes(rows: readonly EventRow[], maxBytes: number): number {
	let bytes = 0;
	const tooMany = rows.findIndex((row) => {
		bytes += row.bytes;
		return bytes > maxBytes;
	});
	return tooMany === -1 ? rows.length : tooMany;
}
