import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { waitFor } from "./waitFor.ts";

/** The variables that decide how a server runs. A test starts from none of them, whatever the machine has. */
const OWN = /^(RIVET|WORKSPACE_CHAT|SANDBOX_AGENT|RUST_LOG$|LOG_LEVEL$|NODE_ENV$|NODE_OPTIONS$|VITEST|TEST$)/;

/** A server in production waits longer for its turns. */
const ENDS_WITHIN_MS = 10_000;

interface ProgramOptions {
	readonly args?: readonly string[];
	readonly cwd: string;
	readonly env?: Readonly<Record<string, string>>;
}

/** A program of the package in a process of its own, as a person starts it. */
export class ProgramProcess implements AsyncDisposable {
	output = "";
	readonly #child: ChildProcess;
	readonly #exited: Promise<unknown>;

	/** @param main - A file that Node runs. */
	constructor(main: string, { args = [], cwd, env = {} }: ProgramOptions) {
		const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name)));
		const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, ...args], {
			cwd,
			env: { ...inherited, ...env },
			stdio: ["ignore", "pipe", "pipe"],
		});
		for (const stream of [child.stdout, child.stderr])
			stream.on("data", (chunk) => {
				this.output += String(chunk);
			});
		this.#child = child;
		this.#exited = once(child, "exit");
	}

	/** The ids of the processes that it has started and that run, of this name or of any. */
	children(name?: string): readonly number[] {
		const list = execFileSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" });
		const rows = list
			.trim()
			.split("\n")
			.map((line) => line.trim().split(/\s+/));
		return rows.flatMap(([pid, parent, found]) =>
			Number(parent) === this.#child.pid && (name === undefined || found === name) ? [Number(pid)] : [],
		);
	}

	get isRunning(): boolean {
		return this.#child.exitCode === null && this.#child.signalCode === null;
	}

	/** Waits until it has printed this. */
	async until(text: string | RegExp): Promise<void> {
		const isThere = () => (typeof text === "string" ? this.output.includes(text) : text.test(this.output));
		await waitFor(() => isThere() || !this.isRunning, `“${text}”`, 60_000).catch((error: unknown) => {
			throw new Error(`${error} It printed:\n${this.output}`);
		});
		if (!isThere()) throw new Error(`It ended without “${text}”. It printed:\n${this.output}`);
	}

	/** Waits for its end, and returns its exit code; null when a signal has ended it. */
	async exit(): Promise<number | null> {
		await this.#exited;
		return this.#child.exitCode;
	}

	signal(name: NodeJS.Signals): void {
		this.#child.kill(name);
	}

	/** Ends it in order, so that it takes with it what it has started. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#child.kill("SIGTERM");
		const kill = setTimeout(() => this.#child.kill("SIGKILL"), ENDS_WITHIN_MS);
		await this.#exited;
		clearTimeout(kill);
	}
}
