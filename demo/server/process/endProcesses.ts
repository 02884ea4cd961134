import { setTimeout as wait } from "node:timers/promises";
import { findProcesses } from "./findProcesses.ts";

const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 50;

/** Ends the remaining processes of a run: first with SIGTERM, after two seconds with SIGKILL. */
export async function endProcesses(runId: string): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	let left = await findProcesses(runId);
	for (const pid of left) signal(pid, "SIGTERM");
	while (left.length > 0) {
		if (Date.now() > deadline) for (const pid of left) signal(pid, "SIGKILL");
		await wait(LOOK_EVERY_MS);
		left = await findProcesses(runId);
	}
}

function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch {
		// It has ended meanwhile.
	}
}
