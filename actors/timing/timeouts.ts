import { SessionError, sessionClosed, timedOut } from "../errors/sessionErrors.ts";

/** Waits for `ms`, or until the signal is aborted. Never rejects. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const finish = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", finish);
			resolve();
		};
		const timer = setTimeout(finish, ms);
		signal.addEventListener("abort", finish);
	});
}

interface TimeoutOptions {
	/** The subject of the error's message: "Starting the agent". */
	readonly what: string;
	readonly ms: number;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Settles as the promise does, unless that takes too long. What the promise settles with later is ignored.
 *
 * @throws {SessionError} `timeout`, or `closed` when the signal is aborted; else what the promise rejects with.
 */
export function withTimeout<T>(promise: Promise<T>, { what, ms, signal }: TimeoutOptions): Promise<T> {
	return new Promise((resolve, reject) => {
		const abort = () => reject(new SessionError(sessionClosed()));
		const timer = setTimeout(() => reject(new SessionError(timedOut(what, ms))), ms);
		signal?.addEventListener("abort", abort);
		if (signal?.aborted) abort();
		const release = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", abort);
		};
		promise.then(resolve, reject).finally(release);
	});
}
