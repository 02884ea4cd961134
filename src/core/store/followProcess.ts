import type { ProcessOutput, SandboxProcess, WorkspaceErrorInfo } from "../../protocol/index.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import { type Clock, systemClock } from "../platform/timing.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** A process, and the end of what it has printed. */
export interface FollowedProcess {
	/** Null before the first response. */
	readonly process: SandboxProcess | null;
	/** With escape sequences; at most the last 256 Ki characters. */
	readonly text: string;
	/** Whether something was printed before `text`. */
	readonly skipped: boolean;
	/** Why the last request failed; null after one that succeeded. Polling continues. */
	readonly error: WorkspaceErrorInfo | null;
}

export const EMPTY_FOLLOWED_PROCESS: FollowedProcess = { process: null, text: "", skipped: false, error: null };

const MAX_OUTPUT_CHARACTERS = 262_144;
const POLL_INTERVAL_MS = 1_000;
/** After a failed request: the sandbox may be starting. */
const RETRY_INTERVAL_MS = 3_000;

/** The options of `followProcess`. */
export interface FollowProcessOptions {
	/** Reads the output. */
	readonly store: Pick<WorkspaceStore, "readProcess">;
	/** The `id` of a process of `listProcesses`. */
	readonly processId: string;
	/** The timers. Default: those of the system. */
	readonly clock?: Clock | undefined;
}

/**
 * Polls the output of a process until the process has ended.
 *
 * @param onChange - Called after each request, with everything known so far.
 * @returns A function that stops polling.
 */
export function followProcess(
	{ store, processId, clock = systemClock }: FollowProcessOptions,
	onChange: (followed: FollowedProcess) => void,
): () => void {
	let followed = EMPTY_FOLLOWED_PROCESS;
	let after: number | undefined;
	let isStopped = false;
	let cancelPoll = () => {};

	function poll(): void {
		store.readProcess(processId, after).then(handleOutput, handleError);
	}

	function pollAfter(ms: number): void {
		cancelPoll = clock.setTimer(poll, ms);
	}

	function handleOutput(output: ProcessOutput): void {
		if (isStopped) return;
		after = output.after;
		followed = appendOutput(followed, output);
		onChange(followed);
		if (output.hasMore) poll();
		else if (output.process.status === "running") pollAfter(POLL_INTERVAL_MS);
	}

	function handleError(thrown: unknown): void {
		if (isStopped) return;
		const error = toWorkspaceError(thrown).toInfo();
		followed = { ...followed, error };
		onChange(followed);
		if (error.code !== "not_found" && error.code !== "forbidden") pollAfter(RETRY_INTERVAL_MS);
	}

	poll();
	return () => {
		isStopped = true;
		cancelPoll();
	};
}

function appendOutput(followed: FollowedProcess, { process, text, skipped }: ProcessOutput): FollowedProcess {
	const whole = followed.text + text;
	const kept = whole.slice(-MAX_OUTPUT_CHARACTERS);
	return { process, text: kept, skipped: followed.skipped || skipped || kept.length < whole.length, error: null };
}
