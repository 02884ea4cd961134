import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import { waitFor } from "../harness/waitFor.ts";

/** The ids of the demo agents of a run. Waits until there is one: after a fault the next may not have begun yet. */
export async function findAgents(runId: string): Promise<readonly number[]> {
	let found: readonly number[] = [];
	await waitFor(async () => {
		found = await listAgents(await findProcesses(runId));
		return found.length > 0;
	}, "an agent to kill");
	return found;
}

async function listAgents(pids: readonly number[]): Promise<readonly number[]> {
	const { stdout } = await promisify(execFile)("ps", ["-o", "pid=,command=", "-p", pids.join(",")]);
	const lines = stdout.split("\n").filter((line) => line.includes("demo/agent/main.ts"));
	return lines.map((line) => Number.parseInt(line, 10));
}
