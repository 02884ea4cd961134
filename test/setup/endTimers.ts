import { afterAll } from "vitest";

const pending = new Set<NodeJS.Timeout>();
const { setTimeout: start } = globalThis;

/** A page that closes ends its timers. Those of a jsdom page are Node's and would go on without it, so they end here. */
globalThis.setTimeout = Object.assign((...values: Parameters<typeof start>) => {
	const timer = start(...values);
	pending.add(timer);
	return timer;
}, start);

afterAll(() => {
	for (const timer of pending) clearTimeout(timer);
});
