import { DatabaseSync } from "node:sqlite";
import type { RawAccess } from "rivetkit/db";
import { migrate } from "../../actors/database/migrations.ts";

type Value = string | number | null;

/** An in-memory SQLite in place of Rivet's `c.db`, whose commits can be made to fail. */
export class TestDatabase {
	readonly #database = new DatabaseSync(":memory:");
	readonly #failures = new Map<string, number>();
	#last: Promise<unknown> = Promise.resolve();

	static async open(): Promise<TestDatabase & RawAccess> {
		const database = new TestDatabase() as TestDatabase & RawAccess;
		await migrate(database);
		return database;
	}

	/** Makes the next `times` transactions of this name fail on commit. */
	failCommits(name: string, times: number): void {
		this.#failures.set(name, times);
	}

	readonly execute = async (query: string, ...values: Value[]): Promise<unknown[]> => {
		if (values.length > 0 || /^\s*(SELECT|EXPLAIN|WITH)/.test(query))
			return this.#database.prepare(query).all(...values);
		this.#database.exec(query);
		return [];
	};

	/** Runs transactions one after another, as Rivet does. */
	readonly transaction = <Answer>(
		work: (tx: this) => Promise<Answer>,
		{ name = "" }: { readonly name?: string } = {},
	): Promise<Answer> => {
		const run = this.#last.then(() => this.#run(work, name));
		this.#last = run.catch(() => undefined);
		return run;
	};

	async #run<Answer>(work: (tx: this) => Promise<Answer>, name: string): Promise<Answer> {
		this.#database.exec("BEGIN");
		try {
			const answer = await work(this);
			this.#failIfAsked(name);
			this.#database.exec("COMMIT");
			return answer;
		} catch (error) {
			// SQLite has rolled back by itself when the database is full.
			if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
			throw error;
		}
	}

	#failIfAsked(name: string): void {
		const times = this.#failures.get(name) ?? 0;
		this.#failures.set(name, times - 1);
		if (times > 0) throw new Error("The disk is full.");
	}
}
