import { afterAll, beforeAll, expect, test } from "vitest";
import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { type FaultReport, isKept } from "../faults/faultReport.ts";
import { markRun } from "../faults/markRun.ts";
import type { FaultPlan } from "../faults/parseArguments.ts";
import { runPlan } from "../faults/runPlan.ts";
import { watchUnhandled } from "../faults/watchUnhandled.ts";

/** For a run that hangs: each of its waits has a limit of its own, which names what did not come. */
const HANGS_AFTER_MS = 600_000;

/** Limits of memory and time need a longer run on a quiet machine, so they are not checked here. */
const MEASURED = new Set(["heap grown", "memory grown", "handles left", "late"]);

/** The short version of `npm run test:faults`, one kind after another. The processes of a file are one run. */
export function testFaults(plans: readonly FaultPlan[], holds: (report: FaultReport) => boolean = isKept): void {
	let runId = "";
	let countUnhandled = () => 0;

	beforeAll(() => {
		runId = markRun();
		countUnhandled = watchUnhandled();
	});
	afterAll(() => endProcesses(runId));

	test.each(plans)("keeps every promise with the fault $kind", { timeout: HANGS_AFTER_MS }, async (plan) => {
		expect(await runPlan(plan, runId)).toSatisfy(holds);
	});

	test("leaves no error unhandled", () => {
		expect(countUnhandled()).toBe(0);
	});
}

/** Whether nothing is lost or left over, apart from memory and times. */
export function leavesNothing({ broken }: FaultReport): boolean {
	return Object.entries(broken).every(([promise, count]) => count === 0 || MEASURED.has(promise));
}
