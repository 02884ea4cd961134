import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

const STOP_LIMIT_MS = 5_000;

/** Ends a process with SIGTERM, and with SIGKILL after a timeout. */
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
