import { expect, test } from "vitest";
import { TurnRunner, type TurnRunnerDeps } from "../../actors/turn/TurnRunner.ts";

/** A queue that is never empty, and whose session breaks in a way that nobody has thought of, so many times. */
function openRunner(surprises: number) {
	const events: string[] = [];
	let attempts = 0;
	const options = {
		writer: { idle: async () => undefined },
		open: { queue: () => [{ id: "waiting" }] },
		current: { end: () => undefined, stopDelivered: async () => undefined },
		limits: { retryBaseMs: 1, retryMaxMs: 2 },
		log: (_level: string, event: string) => events.push(event),
		keeper: {
			ready() {
				attempts += 1;
				if (attempts <= surprises) return Promise.reject(new Error("Nobody has thought of this."));
				runner.stop();
				return Promise.reject(new Error("The workspace stops."));
			},
		},
		keepAwake: (work: Promise<void>) => finish.resolve(work),
	} as unknown as TurnRunnerDeps;
	const finish = Promise.withResolvers<void>();
	const runner = new TurnRunner(options);
	return { runner, events, attempts: () => attempts, finished: finish.promise };
}

test("the queue continues after any exception, however often", async () => {
	const { runner, events, attempts, finished } = openRunner(3);
	runner.start();
	await finished;
	expect(events).toEqual(["turn_crashed"]);
	expect(attempts()).toBe(4);
});
