import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { isRunning } from "../../demo/server/engine/stopProcess.ts";
import type { ProcessMeasure } from "./measureProcess.ts";
import type { SandboxServer } from "./sandboxServer.ts";
import type { TestEngine } from "./testEngine.ts";
import { waitFor } from "./waitFor.ts";

const MAIN = fileURLToPath(new URL("./runWorkspaces.ts", import.meta.url));

/** Longer than the turns may go on that the tests let a server finish. */
const END_LIMIT_MS = 120_000;

type Engine = Pick<TestEngine, "folder" | "environment">;

/** A process that holds workspaces. */
export interface WorkspaceProcess {
	/** Kills it with SIGKILL: nothing is flushed or closed. */
	kill(): Promise<void>;
	/** Ends it with SIGTERM, as a deploy does, and waits until it is gone. */
	end(): Promise<void>;
	/** Stops it with SIGSTOP, as the system does with a computer that sleeps. */
	freeze(): void;
	/** Lets it go on. */
	thaw(): void;
	/** Whether the engine can place workspaces on it. */
	isServing(): boolean;
	/** Its resources now, after garbage collection. */
	measure(): Promise<ProcessMeasure>;
	/** Whether it crashed, for example over an unhandled rejection. */
	hasCrashed(): boolean;
}

export interface WorkspaceProcessOptions {
	/** Additional environment variables. */
	readonly environment?: Readonly<Record<string, string>> | undefined;
	/** The script to run instead of `runWorkspaces.ts`. */
	readonly main?: string | undefined;
	/** Receives the output of the process. Default: it is inherited. */
	readonly onOutput?: ((text: string) => void) | undefined;
	/** Receives what the process sends, other than that it serves. */
	readonly onMessage?: ((message: unknown) => void) | undefined;
}

export function startWorkspaceProcess(
	engine: Engine,
	sandbox: Pick<SandboxServer, "baseUrl" | "token">,
	{ environment, main = MAIN, onOutput, onMessage }: WorkspaceProcessOptions = {},
): WorkspaceProcess {
	const env = {
		...process.env,
		...engine.environment,
		...environment,
		TEST_SANDBOX_URL: sandbox.baseUrl,
		TEST_SANDBOX_TOKEN: sandbox.token,
	};
	const args = ["--disable-warning=ExperimentalWarning", main];
	const output = onOutput ? "pipe" : "inherit";
	// By default the agent works in the folder of this process.
	const child = spawn(process.execPath, args, {
		env,
		cwd: engine.folder,
		stdio: ["inherit", output, output, "ipc"],
	});
	for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => onOutput?.(String(chunk)));
	let isServing = false;
	let isKilled = false;
	child.on("message", (message) => {
		if (message === "serving") isServing = true;
		else onMessage?.(message);
	});

	async function measure(): Promise<ProcessMeasure> {
		const answered = once(child, "message");
		child.send("measure");
		const [measured] = await answered;
		return measured;
	}

	return {
		async kill() {
			const ended = once(child, "exit");
			isKilled = child.kill("SIGKILL") || isKilled;
			if (isRunning(child)) await ended;
		},
		async end() {
			isKilled = child.kill("SIGTERM") || isKilled;
			await waitFor(() => !isRunning(child), "a server to end", END_LIMIT_MS);
		},
		freeze() {
			child.kill("SIGSTOP");
		},
		thaw() {
			child.kill("SIGCONT");
		},
		isServing: () => isServing,
		measure,
		hasCrashed: () => child.exitCode !== null || (child.signalCode !== null && !isKilled),
	};
}
