/** Runs tasks one after another, in the order they were added. A task that fails does not stop the next. */
export class SerialQueue {
	#last: Promise<unknown> = Promise.resolve();

	/** Settles as the task does. */
	run<Result>(task: () => Promise<Result>): Promise<Result> {
		const run = this.#last.then(task);
		this.#last = run.catch(() => undefined);
		return run;
	}
}
