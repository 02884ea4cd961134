import { afterAll, beforeAll, expect, test } from "vitest";
import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { type FaultReport, isKept } from "../faults/faultReport.ts";
import { markRun } from "../faults/markRun.ts";
import type { FaultPlan } from "../faults/parseArguments.ts";
import { runPlan } from "../faults/runPlan.ts";
import { watchUnhandled } from "../faults/watchUnhandled.ts";

const LIMIT_MS = 240_000;

/** How much memory is flat and how soon is in time needs a longer run, and a machine of its own. */
const MEASURED = new Set(["heap grown", "memory grown", "handles left", "late"]);

/** The short form of `npm run test:faults`, a kind after another; the processes of a file are its own run. */
export function testFaults(plans: readonly FaultPlan[], holds: (report: FaultReport) => boolean = isKept): void {
	let runId = "";
	let countUnhandled = () => 0;

	beforeAll(() => {
		runId = markRun();
		countUnhandled = watchUnhandled();
	});
	afterAll(() => endProcesses(runId));

	test.each(plans)("the fault $kind breaks no promise", { timeout: LIMIT_MS }, async (plan) => {
		expect(await runPlan(plan, runId)).toSatisfy(holds);
	});

	test("no error was left unhandled", () => {
		expect(countUnhandled()).toBe(0);
	});
}

/** Whether nobody and nothing is left behind, whatever was measured. */
export function leavesNothing({ broken }: FaultReport): boolean {
	return Object.entries(broken).every(([promise, count]) => count === 0 || MEASURED.has(promise));
}
