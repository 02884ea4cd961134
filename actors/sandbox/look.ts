import { SessionError } from "../session/SessionError.ts";
import { sandboxUnreachable } from "../session/sessionFaults.ts";
import { withTimeout } from "../session/withLimit.ts";

/**
 * Looks at something in the sandbox, but not for ever. When it is over, so is every request that was made for it.
 *
 * @throws {SessionError} `sandbox_unreachable` after `ms`; else what the look rejects with.
 */
export async function queryWithTimeout<T>(ms: number, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const abort = new AbortController();
	try {
		return await withTimeout(read(abort.signal), { what: "Looking into the sandbox", ms });
	} catch (error) {
		// A `timeout` would say that the workspace itself did not answer, and be asked again and again.
		const isLate = error instanceof SessionError && error.code === "timeout";
		throw isLate ? new SessionError(sandboxUnreachable(error.info.message)) : error;
	} finally {
		abort.abort();
	}
}
