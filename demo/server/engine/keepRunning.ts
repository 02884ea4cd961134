import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { stopProcess } from "./stopProcess.ts";

const RESTART_AFTER_MS = 500;

/**
 * Restarts a process whenever it exits unexpectedly.
 *
 * @param first - The running process.
 * @param onRestart - Called after each unexpected exit.
 * @returns A function that stops the process for good.
 */
export function keepRunning(
	first: ChildProcess,
	start: () => Promise<ChildProcess>,
	onRestart: () => void,
): () => Promise<void> {
	let current = first;
	let isStopped = false;

	function watch(): void {
		current.once("exit", () => void restart());
	}

	async function restart(): Promise<void> {
		if (isStopped) return;
		onRestart();
		await wait(RESTART_AFTER_MS);
		if (isStopped) return;
		current = await start();
		if (isStopped) await stopProcess(current);
		else watch();
	}

	watch();
	return () => {
		isStopped = true;
		return stopProcess(current);
	};
}
