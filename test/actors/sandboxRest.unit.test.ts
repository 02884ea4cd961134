import { expect, test } from "vitest";
import { createSandboxRest } from "../../actors/life/createSandboxRest.ts";

/** The schedule of a workspace, whose next alarm fails when the test says so. */
function openRest() {
	const alarm = Promise.withResolvers<void>();
	const events: string[] = [];
	const rest = createSandboxRest({
		alarm: { set: () => alarm.promise, clear: async () => undefined },
		keeper: { letGo: () => () => undefined },
		log: (_level, event) => void events.push(event),
		limits: { restSandboxAfterMs: 1_000, provisionMs: 1_000 },
		isUsed: () => false,
		pause: async () => true,
	});
	const failAlarm = async () => {
		alarm.reject(new Error("The actor is stopping."));
		await alarm.promise.catch(() => undefined);
		await Promise.resolve();
	};
	return { rest, events, failAlarm };
}

test("an alarm that cannot be set is logged", async () => {
	const { rest, events, failAlarm } = openRest();
	rest.postpone();
	await failAlarm();
	expect(events).toEqual(["rest_not_scheduled"]);
});

test("an alarm that is being set while the workspace ends is no fault", async () => {
	const { rest, events, failAlarm } = openRest();
	rest.postpone();
	rest.end();
	await failAlarm();
	expect(events).toEqual([]);
});
