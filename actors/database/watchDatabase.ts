import type { RawAccess } from "rivetkit/db";

/** Rivet's words for a database that it has closed. */
const CLOSED =
	/^(?:(?:SQLite )?database is closed|SQLite transaction coordinator is closed|Actor database client was not initialized)/i;

/** Whether a call failed because Rivet has closed the database: no other will succeed either. */
export function isDatabaseClosed(error: unknown): boolean {
	return error instanceof Error && CLOSED.test(error.message);
}

/**
 * The same database, which reports once when Rivet has closed it.
 *
 * @param onClosed - Called by the first call that fails for that.
 */
export function watchDatabase(db: RawAccess, onClosed: () => void): RawAccess {
	let isClosed = false;
	async function watch<Result>(run: () => Promise<Result>): Promise<Result> {
		try {
			return await run();
		} catch (error) {
			if (!isClosed && isDatabaseClosed(error)) {
				isClosed = true;
				onClosed();
			}
			throw error;
		}
	}
	return {
		...db,
		execute: (query, ...args) => watch(() => db.execute(query, ...args)),
		transaction: (callback, options) => watch(() => db.transaction(callback, options)),
	};
}
