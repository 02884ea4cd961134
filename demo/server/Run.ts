import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DemoError } from "./DemoError.ts";
import { endProcesses } from "./process/endProcesses.ts";
import { processStartTime } from "./process/processStartTime.ts";
import { RUN_MARKER } from "./process/runMarker.ts";
import { createRecord, type RunRecord, readRecord, removeRecord, replaceRecord } from "./runRecord.ts";

/** The single run of a data folder, and all processes marked with its id. */
export class Run {
	readonly #path: string;
	#record: RunRecord;

	/**
	 * Claims the data folder for this process. First ends what a killed run left behind.
	 *
	 * @throws {DemoError} If another run has claimed it.
	 */
	static async claim(dataFolder: string): Promise<Run> {
		await mkdir(dataFolder, { recursive: true });
		const path = join(dataFolder, "run.json");
		const record = { runId: randomUUID(), pid: process.pid, birth: await processStartTime(process.pid), address: null };
		while (!(await createRecord(path, record))) await clearAway(path);
		return new Run(path, record);
	}

	private constructor(path: string, record: RunRecord) {
		this.#path = path;
		this.#record = record;
	}

	/** The environment that marks a process and its children as part of this run. */
	get environment(): Record<string, string> {
		return { [RUN_MARKER]: this.#record.runId };
	}

	/** Records the address for a second start. */
	async announce(address: string): Promise<void> {
		this.#record = { ...this.#record, address };
		await replaceRecord(this.#path, this.#record);
	}

	/** Ends every remaining process of this run, and releases the folder. */
	async release(): Promise<void> {
		await endProcesses(this.#record.runId);
		await removeRecord(this.#path);
	}
}

async function clearAway(path: string): Promise<void> {
	const former = await readRecord(path);
	if (former && (await isAlive(former))) throw alreadyRunning(former);
	if (former) await endProcesses(former.runId);
	await removeRecord(path);
}

async function isAlive({ pid, birth }: RunRecord): Promise<boolean> {
	const current = await processStartTime(pid);
	return current !== null && current === birth;
}

function alreadyRunning({ pid, address }: RunRecord): DemoError {
	const where = address === null ? "it is starting" : `it is at ${address}`;
	return new DemoError(
		`A demo is already running on this data folder: ${where} (process ${pid}).`,
		"Open it, stop it with Ctrl-C, or use another folder with WORKSPACE_CHAT_DATA.",
	);
}
