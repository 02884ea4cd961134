import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { IdlePause } from "../../actors/lifecycle/IdlePause.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

/** The schedule of a workspace, whose next alarm fails when the test says so. */
function openIdlePause() {
	const alarm = Promise.withResolvers<void>();
	const events: string[] = [];
	const idlePause = new IdlePause({
		alarm: { set: () => alarm.promise },
		keeper: { suspend: () => () => undefined },
		log: (_level, event) => void events.push(event),
		limits: { pauseSandboxAfterMs: 1_000, provisionTimeoutMs: 1_000 },
		isInUse: () => false,
		pauseSandbox: async () => true,
	});
	const failAlarm = async () => {
		alarm.reject(new Error("The actor is stopping."));
		await alarm.promise.catch(() => undefined);
		await Promise.resolve();
	};
	return { idlePause, events, failAlarm };
}

test("an alarm that cannot be set is logged", async () => {
	const { idlePause, events, failAlarm } = openIdlePause();
	idlePause.postpone();
	await failAlarm();
	expect(events).toEqual(["pause_not_scheduled"]);
});

test("an alarm that is set while the workspace ends is not logged as a failure", async () => {
	const { idlePause, events, failAlarm } = openIdlePause();
	idlePause.postpone();
	idlePause.disable();
	await failAlarm();
	expect(events).toEqual([]);
});

test("a connection that closes after the workspace has gone to sleep sets no alarm, and logs nothing", async () => {
	const logged: string[] = [];
	const sandbox = { baseUrl: "http://127.0.0.1:9" };
	const { workspace } = await openLocalWorkspace({ sandbox, onLog: ({ event }) => logged.push(event) });
	await workspace.sleep();
	workspace.events.emit("clientDisconnected", { connectionId: "the last", isCall: false });
	await setImmediate();
	expect(logged).toContain("workspace_slept");
	expect(logged).not.toContain("pause_not_scheduled");
});
