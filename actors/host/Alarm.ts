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

/** The action that Rivet's schedule calls; clients cannot. */
const PAUSE_SANDBOX_ACTION = "pauseSandbox";

/** Calls the action that pauses the sandbox, at one time at most: setting it replaces the time set before. */
export class Alarm {
	readonly #schedule: Schedule;
	readonly #queue = new SerialQueue();

	constructor(schedule: Schedule) {
		this.#schedule = schedule;
	}

	set(ms: number): Promise<void> {
		return this.#queue.run(async () => {
			await this.#clear();
			await this.#schedule.after(ms, PAUSE_SANDBOX_ACTION);
		});
	}

	async #clear(): Promise<void> {
		const alarms = (await this.#schedule.list()).filter(({ action }) => action === PAUSE_SANDBOX_ACTION);
		for (const { id } of alarms) await this.#schedule.cancel(id);
	}
}
