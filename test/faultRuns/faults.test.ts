import { afterAll, beforeAll, expect, test } from "vitest";
import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { type FaultReport, isKept } from "../faults/faultReport.ts";
import { markRun } from "../faults/markRun.ts";
import { runPlan } from "../faults/runPlan.ts";
import { watchUnhandled } from "../faults/watchUnhandled.ts";

// The short form of `npm run test:faults`: each kind of fault a few times, on real parts.
const LIMIT_MS = 240_000;

let runId = "";
let countUnhandled = () => 0;
let engineRun: Promise<FaultReport>;

beforeAll(() => {
	runId = markRun();
	countUnhandled = watchUnhandled();
	// It mostly waits until the new engine has given up on the one before, so it runs beside the others.
	engineRun = runPlan({ kind: "engine", times: 1, seed: 1 }, runId);
	engineRun.catch(() => undefined);
});
afterAll(() => endProcesses(runId));

test.each([
	{ kind: "actor", times: 1, seed: 1 },
	{ kind: "sandbox", times: 1, seed: 1 },
	{ kind: "agent", times: 3, seed: 1 },
	{ kind: "proxy", times: 4, seed: 3 },
	{ kind: "inputs", times: 550, seed: 1 },
] as const)("no promise is broken by the fault $kind", { timeout: LIMIT_MS }, async (plan) => {
	const report = await runPlan(plan, runId);
	expect(report).toSatisfy(isKept);
});

test("no promise is broken by the fault engine", { timeout: LIMIT_MS }, async () => {
	expect(await engineRun).toSatisfy(isKept);
});

// How much memory is flat and how soon is in time needs a run of its own.
test.each([
	{ kind: "burst", times: 1, seed: 1 },
	{ kind: "hour", times: 4, seed: 1 },
] as const)("nobody is left behind by a short $kind", { timeout: LIMIT_MS }, async (plan) => {
	const { "heap grown": _heap, "memory grown": _memory, late: _late, ...broken } = (await runPlan(plan, runId)).broken;
	expect(Object.entries(broken).filter(([, count]) => count > 0)).toEqual([]);
});

test("nothing was left for nobody to handle", () => {
	expect(countUnhandled()).toBe(0);
});
