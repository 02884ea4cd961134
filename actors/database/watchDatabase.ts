import type { RawAccess } from "rivetkit/db";

/** Rivet's words for a database that it has closed: those of the actor's handle, and those of the handle below it. */
const CLOSED =
	/^(?:Database is closed|SQLite transaction coordinator is closed|Actor database client was not initialized)/i;

/** The same database, which tells when Rivet has closed it: no call of it will succeed any more. */
export function watchDatabase(db: RawAccess, onClosed: () => void): RawAccess {
	async function watch<Result>(run: () => Promise<Result>): Promise<Result> {
		try {
			return await run();
		} catch (error) {
			if (error instanceof Error && CLOSED.test(error.message)) onClosed();
			throw error;
		}
	}
	return {
		...db,
		execute: (query, ...args) => watch(() => db.execute(query, ...args)),
		transaction: (callback, options) => watch(() => db.transaction(callback, options)),
	};
}
