import { afterAll } from "vitest";

const pending = new Set<NodeJS.Timeout>();
const { setTimeout, setInterval } = globalThis;

function note<T extends (...values: never[]) => NodeJS.Timeout>(start: T): T {
	const noting = (...values: Parameters<T>) => {
		const timer = start(...values);
		pending.add(timer);
		return timer;
	};
	return Object.assign(noting, start);
}

/**
 * Clears the timers that the tests of a file have left. Those of a jsdom page are Node's and would outlive it, and where
 * files share a process they would fire among the next one's, whose fake clock would count what they start.
 */
globalThis.setTimeout = note(setTimeout);
globalThis.setInterval = note(setInterval);

afterAll(() => {
	for (const timer of pending) clearTimeout(timer);
	Object.assign(globalThis, { setTimeout, setInterval });
});
