import type { ProcessOutput, SandboxProcess, WorkspaceErrorInfo } from "../../protocol/index.ts";
import type { PerformAction } from "../connection/performAction.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import { type Clock, systemClock } from "../platform/timing.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

type SandboxQueries = Pick<WorkspaceStore, "listFiles" | "readFile" | "findFiles" | "listProcesses" | "readProcess">;

/** The looks into the sandbox, which leave the state alone. */
export function createSandboxQueries(perform: PerformAction): SandboxQueries {
	return {
		listFiles: (path) => perform("listFiles", { path }),
		readFile: (path, page) => perform("readFile", { path, ...page }),
		findFiles: async (query, limit) => (await perform("findFiles", { query, limit })).paths,
		listProcesses: async () => (await perform("listProcesses", undefined)).processes,
		readProcess: (processId, after) => perform("readProcess", { processId, after }),
	};
}

/** A process, and the end of what it has printed. */
export interface FollowedProcess {
	/** Null until it was seen. */
	readonly process: SandboxProcess | null;
	/** With escape sequences; at most the last 256 Ki characters. */
	readonly text: string;
	/** Something was printed before `text`. */
	readonly skipped: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

export const EMPTY_FOLLOWED_PROCESS: FollowedProcess = { process: null, text: "", skipped: false, error: null };

const MAX_OUTPUT_CHARACTERS = 262_144;
const POLL_INTERVAL_MS = 1_000;
/** After a look that failed: the sandbox may be on its way. */
const RETRY_INTERVAL_MS = 3_000;

interface FollowProcessOptions {
	readonly store: Pick<WorkspaceStore, "readProcess">;
	readonly processId: string;
	readonly clock?: Clock | undefined;
}

/**
 * Follows a process to its end.
 *
 * @param onChange - Hears each time something was printed or happened.
 * @returns What ends it.
 */
export function followProcess(
	{ store, processId, clock = systemClock }: FollowProcessOptions,
	onChange: (followed: FollowedProcess) => void,
): () => void {
	let followed = EMPTY_FOLLOWED_PROCESS;
	let after: number | undefined;
	let isStopped = false;
	let cancel = () => {};

	function look(): void {
		store.readProcess(processId, after).then(take, fail);
	}

	function lookIn(ms: number): void {
		cancel = clock.setTimer(look, ms);
	}

	function take(output: ProcessOutput): void {
		if (isStopped) return;
		after = output.after;
		followed = appendOutput(followed, output);
		onChange(followed);
		if (output.hasMore) look();
		else if (output.process.status === "running") lookIn(POLL_INTERVAL_MS);
	}

	function fail(thrown: unknown): void {
		if (isStopped) return;
		const error = toWorkspaceError(thrown).toInfo();
		followed = { ...followed, error };
		onChange(followed);
		if (error.code !== "not_found" && error.code !== "forbidden") lookIn(RETRY_INTERVAL_MS);
	}

	look();
	return () => {
		isStopped = true;
		cancel();
	};
}

function appendOutput(followed: FollowedProcess, { process, text, skipped }: ProcessOutput): FollowedProcess {
	const whole = followed.text + text;
	const kept = whole.slice(-MAX_OUTPUT_CHARACTERS);
	return { process, text: kept, skipped: followed.skipped || skipped || kept.length < whole.length, error: null };
}
