import type { Clock } from "../../src/core/index.ts";

export interface FakeClock extends Clock {
	/** Lets time pass: timers run in order, and the promises they resolve are handled before the next one. */
	advance(ms: number): Promise<void>;
	/** Handles resolved promises, without letting time pass. */
	settle(): Promise<void>;
	/** The number of timers that wait. */
	pending(): number;
}

/** A clock that advances only when `advance` is called. */
export function createFakeClock(start = 1_700_000_000_000): FakeClock {
	const timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
	let time = start;
	let count = 0;

	const settle = () => new Promise<void>((resume) => setImmediate(resume));

	function takeNext(until: number) {
		const due = [...timers].filter(([, timer]) => timer.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
		if (due) timers.delete(due[0]);
		return due?.[1];
	}

	return {
		now: () => time,
		setTimer(callback, ms) {
			const id = ++count;
			timers.set(id, { at: time + Math.max(ms, 0), callback });
			return () => void timers.delete(id);
		},
		settle,
		async advance(ms) {
			const until = time + ms;
			await settle();
			for (let timer = takeNext(until); timer; timer = takeNext(until)) {
				time = Math.max(time, timer.at);
				timer.callback();
				await settle();
			}
			time = until;
		},
		pending: () => timers.size,
	};
}
