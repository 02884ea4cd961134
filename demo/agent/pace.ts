import { setTimeout as wait } from "node:timers/promises";

const PACE = readPace(process.argv[2] ?? process.env.WORKSPACE_CHAT_DEMO_PACE);

/**
 * Waits as long as a model would, times the first argument of this process or `WORKSPACE_CHAT_DEMO_PACE` (default 1; 0
 * plays without pauses).
 */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	await wait(milliseconds * PACE, undefined, { signal });
}

function readPace(value: string | undefined): number {
	const pace = Number.parseFloat(value ?? "");
	return Number.isFinite(pace) && pace >= 0 ? pace : 1;
}
