/** Those who wait for one thing that others bring. */
export interface Waiters<Value> {
	wait(): Promise<Value>;
	resolve(value: Value): void;
	reject(error: Error): void;
}

export function createWaiters<Value>(): Waiters<Value> {
	let waiting: PromiseWithResolvers<Value>[] = [];

	function takeAll(): PromiseWithResolvers<Value>[] {
		const all = waiting;
		waiting = [];
		return all;
	}

	return {
		wait() {
			const waiter = Promise.withResolvers<Value>();
			waiting.push(waiter);
			return waiter.promise;
		},
		resolve(value) {
			for (const waiter of takeAll()) waiter.resolve(value);
		},
		reject(error) {
			for (const waiter of takeAll()) waiter.reject(error);
		},
	};
}
