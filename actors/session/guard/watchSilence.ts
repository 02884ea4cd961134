import { delay } from "../wait.ts";
import { withTimeout } from "../withLimit.ts";

export interface SilenceWatchOptions {
	/** After so much silence in a turn the agent is asked for a sign of life, and has as long again to give one. */
	readonly silenceMs: number;
	readonly signal: AbortSignal;
	/** A turn runs, and for `silenceMs` nothing was heard of it. */
	isSilent(): boolean;
	/** Settles with the agent's answer. */
	probe(): Promise<void>;
	onUnresponsive(): void;
}

/**
 * Finds the agent that can no longer speak though its process lives: the server does not notice, and its turn would
 * run for ever. An agent that does not answer the first question, when all is well, is never judged by one.
 */
export async function watchSilence(watch: SilenceWatchOptions): Promise<void> {
	const { signal, silenceMs } = watch;
	if (!(await probeAnswers(watch))) return;
	while (!signal.aborted) {
		await delay(silenceMs / 4, signal);
		if (!watch.isSilent() || (await probeAnswers(watch)) || signal.aborted) continue;
		return watch.onUnresponsive();
	}
}

function probeAnswers({ probe, silenceMs: ms, signal }: SilenceWatchOptions): Promise<boolean> {
	return withTimeout(probe(), { what: "A sign of life", ms, signal }).then(
		() => true,
		() => false,
	);
}
