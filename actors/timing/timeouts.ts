import { SessionError, sessionClosed, timedOut } from "../errors/sessionErrors.ts";

/** Waits, or less long when the signal is aborted. Never rejects. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener("abort", done);
	});
}

interface TimeoutOptions {
	/** What is waited for, the start of a sentence: "Starting the agent". */
	readonly what: string;
	readonly ms: number;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for a promise, but not for ever. A promise that settles too late is let go of without a trace.
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
