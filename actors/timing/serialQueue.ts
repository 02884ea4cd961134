/** Runs tasks one after another, in the order they came. A task that fails does not stop the next. */
type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

export function createSerialQueue(): SerialQueue {
	let last: Promise<unknown> = Promise.resolve();
	return (task) => {
		const run = last.then(task);
		last = run.catch(() => undefined);
		return run;
	};
}
