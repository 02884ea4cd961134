import { afterAll } from "vitest";

const pending = new Set<NodeJS.Timeout>();
const { setTimeout: start } = globalThis;

/** Clears the timers of a page. Timers of a jsdom page are Node's and would outlive it. */
globalThis.setTimeout = Object.assign((...values: Parameters<typeof start>) => {
	const timer = start(...values);
	pending.add(timer);
	return timer;
}, start);

afterAll(() => {
	for (const timer of pending) clearTimeout(timer);
});
