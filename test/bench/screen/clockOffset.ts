import type { Page } from "playwright";
import { now } from "../stage/chunks.ts";

const TRIES = 20;

/** What to add to `performance.now()` of a page, in milliseconds, for the clock of `now()`: from the fastest round trip. */
export async function readClockOffset(page: Page): Promise<number> {
	const tries: { readonly trip: number; readonly offset: number }[] = [];
	for (let index = 0; index < TRIES; index++) {
		const start = now() / 1_000;
		const there: number = await page.evaluate("performance.now()");
		const end = now() / 1_000;
		tries.push({ trip: end - start, offset: (start + end) / 2 - there });
	}
	return tries.reduce((best, next) => (next.trip < best.trip ? next : best)).offset;
}
