import { delay, withTimeout } from "../../timing/timeouts.ts";

interface SilenceWatchOptions {
	/** After this much silence in a turn the agent is probed, and has as long again to answer. */
	readonly silenceMs: number;
	readonly signal: AbortSignal;
	/** A turn runs, and no message of it has arrived for `silenceMs`. */
	isSilent(): boolean;
	/** Resolves with the agent's answer. */
	probe(): Promise<void>;
	onUnresponsive(): void;
}

/**
 * Detects an agent that can no longer send although its process lives: the server does not notice, and its turn would
 * run indefinitely. An agent that does not answer the first probe, sent at the start, is never probed again.
 */
export async function watchSilence(watch: SilenceWatchOptions): Promise<void> {
	const { signal, silenceMs } = watch;
	if (!(await answersProbe(watch))) return;
	while (!signal.aborted) {
		await delay(silenceMs / 4, signal);
		if (!watch.isSilent() || (await answersProbe(watch)) || signal.aborted) continue;
		return watch.onUnresponsive();
	}
}

function answersProbe({ probe, silenceMs: ms, signal }: SilenceWatchOptions): Promise<boolean> {
	return withTimeout(probe(), { what: "An answer to the probe", ms, signal }).then(
		() => true,
		() => false,
	);
}
