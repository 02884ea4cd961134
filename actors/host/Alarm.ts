import { SerialQueue } from "../timing/SerialQueue.ts";

/**
 * The part of Rivet's schedule that is needed here. It survives sleep, restarts and crashes.
 *
 * @see https://rivet.dev/docs/actors/schedule
 */
export interface Schedule {
	after(ms: number, action: string): Promise<string>;
	list(): Promise<readonly { readonly id: string; readonly action: string }[]>;
	cancel(id: string): Promise<boolean>;
}

/** The actions that Rivet's schedule calls; clients cannot. */
export type AlarmAction = "pauseSandbox" | "expire";

/** Calls an action, at one time at most: setting it replaces the time set before. */
export class Alarm {
	readonly #schedule: Schedule;
	readonly #action: AlarmAction;
	readonly #queue = new SerialQueue();

	constructor(schedule: Schedule, action: AlarmAction) {
		this.#schedule = schedule;
		this.#action = action;
	}

	set(ms: number): Promise<void> {
		return this.#queue.run(async () => {
			for (const { id } of await this.#pending()) await this.#schedule.cancel(id);
			await this.#schedule.after(ms, this.#action);
		});
	}

	/** Whether it is set. */
	isSet(): Promise<boolean> {
		return this.#queue.run(async () => (await this.#pending()).length > 0);
	}

	async #pending(): ReturnType<Schedule["list"]> {
		return (await this.#schedule.list()).filter(({ action }) => action === this.#action);
	}
}
