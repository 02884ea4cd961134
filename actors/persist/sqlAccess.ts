import type { RawAccess } from "rivetkit/db";

/** What of Rivet's `c.db` runs a statement, inside a transaction or out of it. */
export type SqlExecutor = Pick<RawAccess, "execute">;

/** What of Rivet's `c.db` the driver needs. */
export type SqlAccess = Pick<RawAccess, "execute" | "transaction">;
