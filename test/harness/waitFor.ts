import { setTimeout as delay } from "node:timers/promises";
import { loadFactor } from "./loadFactor.ts";

const POLL_MS = 20;

/** What tests wait for at the moment. */
const waits = new Set<{ readonly what: string }>();

/** What is waited for at the moment: where a test hangs that has reached its time limit. */
export function pendingWaits(): readonly string[] {
	return [...waits].map(({ what }) => what);
}

/**
 * Polls until the condition is true. A condition that throws, or has not answered when the time is over, counts as false.
 *
 * @param limitMs - On an idle machine; longer on a busy one.
 */
export async function waitFor(ask: () => boolean | Promise<boolean>, what: string, limitMs = 20_000): Promise<void> {
	const waitMs = Math.round(limitMs * loadFactor());
	const end = new AbortController();
	const wait = { what };
	waits.add(wait);
	let isOver = false;
	const over = delay(waitMs, undefined, { signal: end.signal }).then(
		() => {
			isOver = true;
			return false;
		},
		() => false,
	);
	try {
		while (!(await Promise.race([tryAsk(ask), over]))) {
			if (isOver) throw new Error(`Waited ${waitMs} ms for ${what}.`);
			await delay(POLL_MS);
		}
	} finally {
		waits.delete(wait);
		end.abort();
	}
}

async function tryAsk(ask: () => boolean | Promise<boolean>): Promise<boolean> {
	try {
		return await ask();
	} catch {
		return false;
	}
}
