import type { Schedule } from "../platform/browser.ts";

/** A value that can be watched. */
export interface Observable<Value> {
	get(): Value;
	/** Changes it. Listeners hear of it in the next frame, or `now`; setting the same value tells nobody. */
	set(value: Value, when?: "frame" | "now"): void;
	/** Calls `listener` after changes, at most once a frame. */
	subscribe(listener: () => void): () => void;
	/** Calls `listener` at each change, at once. */
	subscribeSync(listener: (value: Value, previous: Value) => void): () => void;
}

export function createObservable<Value>(initial: Value, schedule: Schedule): Observable<Value> {
	const listeners = new Set<() => void>();
	const observers = new Set<(value: Value, previous: Value) => void>();
	let value = initial;
	let isScheduled = false;
	let cancelFrame = () => {};

	function notify() {
		isScheduled = false;
		cancelFrame();
		for (const listener of [...listeners]) listener();
	}

	function notifyLater() {
		if (isScheduled) return;
		isScheduled = true;
		cancelFrame = schedule(notify);
	}

	return {
		get: () => value,
		set(next, when = "frame") {
			if (Object.is(next, value)) return;
			const previous = value;
			value = next;
			for (const observer of [...observers]) observer(next, previous);
			if (when === "now") notify();
			else notifyLater();
		},
		subscribe: (listener) => addListener(listeners, listener),
		subscribeSync: (observer) => addListener(observers, observer),
	};
}

/** Each call gets an entry of its own, so that one function subscribed twice leaves twice. */
function addListener<Arguments extends unknown[]>(
	set: Set<(...values: Arguments) => void>,
	listener: (...values: Arguments) => void,
) {
	const entry = (...values: Arguments) => listener(...values);
	set.add(entry);
	return () => {
		set.delete(entry);
	};
}
