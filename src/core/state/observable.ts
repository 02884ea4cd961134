import type { Schedule } from "../platform/browser.ts";

type Observer<Value> = (value: Value, previous: Value) => void;

/** A value whose changes can be observed. */
export class Observable<Value> {
	readonly #schedule: Schedule;
	readonly #listeners = new Set<() => void>();
	readonly #observers = new Set<Observer<Value>>();
	#value: Value;
	#isScheduled = false;
	#cancelFrame = () => {};

	/** @param schedule - When `subscribe`'s listeners are called after a change. */
	constructor(initial: Value, schedule: Schedule) {
		this.#value = initial;
		this.#schedule = schedule;
	}

	get(): Value {
		return this.#value;
	}

	/** Changes the value. Listeners are called in the next frame, or `now`; setting the same value calls nobody. */
	set(value: Value, when: "frame" | "now" = "frame"): void {
		if (Object.is(value, this.#value)) return;
		const previous = this.#value;
		this.#value = value;
		for (const observe of [...this.#observers]) observe(value, previous);
		if (when === "now") this.#notify();
		else this.#notifyInFrame();
	}

	/** Calls `listener` after changes, at most once per frame. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void {
		return addListener(this.#listeners, listener);
	}

	/** Calls `observer` during each change. The returned function unsubscribes. */
	subscribeSync(observer: Observer<Value>): () => void {
		return addListener(this.#observers, observer);
	}

	#notify(): void {
		this.#isScheduled = false;
		this.#cancelFrame();
		for (const listener of [...this.#listeners]) listener();
	}

	#notifyInFrame(): void {
		if (this.#isScheduled) return;
		this.#isScheduled = true;
		this.#cancelFrame = this.#schedule(() => this.#notify());
	}
}

/** Each call adds an entry of its own, so that a function that was subscribed twice can unsubscribe once. */
export function addListener<Arguments extends unknown[]>(
	set: Set<(...values: Arguments) => void>,
	listener: (...values: Arguments) => void,
) {
	const entry = (...values: Arguments) => listener(...values);
	set.add(entry);
	return () => {
		set.delete(entry);
	};
}
