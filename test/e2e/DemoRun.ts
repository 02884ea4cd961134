import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import { type RunRecord, readRecord } from "../../demo/server/runRecord.ts";

/** A data folder for `npm start`, removed at the end. */
export async function createDataFolder(): Promise<string> {
	return await mkdtemp(join(tmpdir(), "workspace-chat-e2e-"));
}

export async function removeDataFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

type Environment = Readonly<Record<string, string>>;

/** One `npm start`, with what it prints. */
export class DemoRun {
	output = "";
	readonly #npm: ChildProcess;
	readonly #dataFolder: string;
	readonly #exit: Promise<unknown>;

	/** Starts the demo and waits until it has printed its address. */
	static async start(
		dataFolder: string,
		args: readonly string[] = [],
		environment: Environment = {},
	): Promise<DemoRun> {
		const run = new DemoRun(dataFolder, args, environment);
		await run.#printed("Ctrl-C");
		return run;
	}

	/** @param environment - Additional variables. */
	constructor(dataFolder: string, args: readonly string[] = [], environment: Environment = {}) {
		this.#dataFolder = dataFolder;
		const own = { WORKSPACE_CHAT_DATA: dataFolder, WORKSPACE_CHAT_DEMO_PACE: "0.3" };
		const env = { ...process.env, ...own, ...environment };
		this.#npm = spawn("npm", ["start", "--", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
		this.#exit = once(this.#npm, "exit");
		this.#npm.stdout?.on("data", (chunk) => this.#keep(chunk));
		this.#npm.stderr?.on("data", (chunk) => this.#keep(chunk));
	}

	get address(): string {
		return this.output.match(/http:\/\/127\.0\.0\.1:\d+\//)?.[0] ?? "";
	}

	addressFor(workspace: string, user: string): string {
		return `${this.address}?${new URLSearchParams({ workspace, user })}`;
	}

	/** The files in its data folder. */
	async record(): Promise<RunRecord> {
		const record = await readRecord(join(this.#dataFolder, "run.json"));
		if (!record) throw new Error(`It runs without a record:\n${this.output}`);
		return record;
	}

	/** The process ids of everything it has started. */
	async processes(): Promise<number[]> {
		return await findProcesses((await this.record()).runId);
	}

	signal(name: NodeJS.Signals): void {
		this.#npm.kill(name);
	}

	/** Resolves with npm's exit code. */
	async exited(): Promise<number | null> {
		await this.#exit;
		return this.#npm.exitCode;
	}

	/** Stops it as Ctrl-C would. */
	async stop(): Promise<void> {
		this.signal("SIGINT");
		await this.exited();
	}

	#keep(chunk: Buffer): void {
		this.output += chunk.toString();
		this.#npm.emit("printed");
	}

	async #printed(text: string): Promise<void> {
		while (!this.output.includes(text)) {
			await Promise.race([once(this.#npm, "printed"), this.#failOnExit()]);
		}
	}

	async #failOnExit(): Promise<never> {
		await this.#exit;
		throw new Error(`npm start ended early:\n${this.output}`);
	}
}
