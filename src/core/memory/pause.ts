import type { Clock } from "../ports/clock.ts";

/** Waits for `ms`, or until the signal aborts. */
export function pause(clock: Clock, signal: AbortSignal, ms: number): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resume) => {
		const cancel = clock.setTimer(finish, ms);
		signal.addEventListener("abort", finish);

		function finish() {
			cancel();
			signal.removeEventListener("abort", finish);
			resume();
		}
	});
}
