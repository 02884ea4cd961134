import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { stopProcess } from "./stopProcess.ts";

const RESTART_AFTER_MS = 500;

/**
 * Starts a process again whenever it ends unasked.
 *
 * @param first - The process as it runs now.
 * @param onRestart - Hears of each end that was not asked for.
 * @returns Ends it for good.
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
