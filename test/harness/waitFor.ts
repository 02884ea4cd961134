import { setTimeout as delay } from "node:timers/promises";
import { loadFactor } from "./loadFactor.ts";

/**
 * Polls until the condition is true.
 *
 * @param limitMs - On an idle machine; longer on a busy one.
 */
export async function waitFor(ask: () => boolean | Promise<boolean>, what: string, limitMs = 20_000): Promise<void> {
	const waitMs = Math.round(limitMs * loadFactor());
	const end = performance.now() + waitMs;
	while (!(await tryAsk(ask))) {
		if (performance.now() > end) throw new Error(`Waited ${waitMs} ms for ${what}.`);
		await delay(20);
	}
}

/** A condition that throws counts as false. */
async function tryAsk(ask: () => boolean | Promise<boolean>): Promise<boolean> {
	try {
		return await ask();
	} catch {
		return false;
	}
}
