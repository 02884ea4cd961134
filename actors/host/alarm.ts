import { createSerialQueue } from "../timing/serialQueue.ts";

/** The part of Rivet's schedule that is needed here. It outlasts sleep, restarts and crashes. */
export interface Schedule {
	after(ms: number, action: string): Promise<string>;
	list(): Promise<readonly { readonly id: string; readonly action: string }[]>;
	cancel(id: string): Promise<boolean>;
}

/** The action that Rivet's schedule calls; nobody else can. */
const PAUSE_SANDBOX_ACTION = "pauseSandbox";

/** An alarm that is set to one time at most. */
export interface Alarm {
	set(ms: number): Promise<void>;
	clear(): Promise<void>;
}

/** @see https://rivet.dev/docs/actors/schedule */
export function createAlarm(schedule: Schedule): Alarm {
	const inOrder = createSerialQueue();

	async function clear(): Promise<void> {
		const alarms = (await schedule.list()).filter(({ action }) => action === PAUSE_SANDBOX_ACTION);
		for (const { id } of alarms) await schedule.cancel(id);
	}

	return {
		clear: () => inOrder(clear),
		set: (ms) =>
			inOrder(async () => {
				await clear();
				await schedule.after(ms, PAUSE_SANDBOX_ACTION);
			}),
	};
}
