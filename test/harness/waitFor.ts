import { setTimeout as delay } from "node:timers/promises";

/** Polls until the condition is true. */
export async function waitFor(ask: () => boolean | Promise<boolean>, what: string, limitMs = 20_000): Promise<void> {
	const end = performance.now() + limitMs;
	while (!(await tryAsk(ask))) {
		if (performance.now() > end) throw new Error(`Waited ${limitMs} ms for ${what}.`);
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
