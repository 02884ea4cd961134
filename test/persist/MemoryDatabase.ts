import { DatabaseSync } from "node:sqlite";
import { SQLITE_PERSIST_MIGRATION } from "../../actors/persist/index.ts";
import type { SqlAccess, SqlExecutor } from "../../actors/persist/tables.ts";

type Value = string | number | null;

/** SQLite in memory, with the part of Rivet's `c.db` that a driver uses. It records the statements. */
export class MemoryDatabase implements SqlAccess {
	readonly #database = new DatabaseSync(":memory:");
	#last: Promise<unknown> = Promise.resolve();
	readonly statements: string[] = [];
	/** The bytes that each transaction has written. */
	readonly transactionBytes: number[] = [];
	#bytes = 0;
	/** Makes the next transaction fail when it commits. */
	failsNextCommit = false;

	constructor() {
		this.#database.exec(SQLITE_PERSIST_MIGRATION);
	}

	readonly execute: SqlExecutor["execute"] = async (query, ...values) => {
		this.statements.push(query);
		this.#bytes += values.reduce((sum: number, value) => sum + Buffer.byteLength(String(value)), 0);
		// The rows have the shape of the query, which is the type that the driver passes.
		return this.#database.prepare(query).all(...(values as Value[])) as never;
	};

	/** Transactions run one after another, as in Rivet. */
	readonly transaction: SqlAccess["transaction"] = (callback) => {
		const run = this.#last.then(async () => {
			this.#database.exec("BEGIN");
			this.#bytes = 0;
			try {
				const result = await callback(this as never);
				this.transactionBytes.push(this.#bytes);
				if (this.failsNextCommit) throw new Error("The disk is full.");
				this.#database.exec("COMMIT");
				return result;
			} catch (error) {
				this.failsNextCommit = false;
				this.#database.exec("ROLLBACK");
				throw error;
			}
		});
		this.#last = run.catch(() => undefined);
		return run;
	};

	count(): number {
		return Number(this.#database.prepare("SELECT count(*) AS count FROM session_events").get()?.count);
	}
}
