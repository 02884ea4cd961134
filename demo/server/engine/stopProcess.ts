import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const STOP_LIMIT_MS = 5_000;

/** Asks a process to end, and insists after a while. */
export async function stopProcess(child: ChildProcess): Promise<void> {
	if (!isRunning(child)) return;
	const exit = once(child, "exit");
	child.kill("SIGTERM");
	const insist = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
	await exit;
	clearTimeout(insist);
}

export function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
	return pid !== undefined && exitCode === null && signalCode === null;
}
