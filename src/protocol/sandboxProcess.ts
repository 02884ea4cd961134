/** A process that somebody started through the sandbox, such as a server to look at. Not the agent itself. */
export interface SandboxProcess {
	readonly id: string;
	/** The command with its arguments. What looks like a credential is taken out. */
	readonly command: string;
	readonly status: "running" | "exited";
	/** Null while it runs, and when a signal ended it. */
	readonly exitCode: number | null;
	readonly startedAt: number;
	readonly endedAt: number | null;
}

/** What a process has printed since the last look, with its escape sequences. */
export interface ProcessOutput {
	readonly process: SandboxProcess;
	readonly text: string;
	/** For the next look. */
	readonly after: number;
	/** More is there already: look again at once. */
	readonly hasMore: boolean;
	/** What came before `text` is not told: it is long past, or no longer kept. */
	readonly skipped: boolean;
}
