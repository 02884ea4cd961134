import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import { waitFor } from "../harness/waitFor.ts";

/**
 * The ids of a run's processes whose command contains a text. Waits until there is one: after a fault the next
 * may not have started yet.
 */
export async function findMarked(runId: string, words: string): Promise<readonly number[]> {
	let found: readonly number[] = [];
	await waitFor(async () => {
		found = await listWith(words, await findProcesses(runId));
		return found.length > 0;
	}, `a process of "${words}"`);
	return found;
}

async function listWith(words: string, pids: readonly number[]): Promise<readonly number[]> {
	const { stdout } = await promisify(execFile)("ps", ["-o", "pid=,command=", "-p", pids.join(",")]);
	const lines = stdout.split("\n").filter((line) => line.includes(words));
	return lines.map((line) => Number.parseInt(line, 10));
}
