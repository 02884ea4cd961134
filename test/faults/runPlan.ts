import { breakUnderPeople } from "./breakUnderPeople.ts";
import { burstUpdates } from "./burst/burstUpdates.ts";
import type { FaultReport } from "./faultReport.ts";
import { giveInputs } from "./inputs/giveInputs.ts";
import type { FaultPlan } from "./parseArguments.ts";
import { workAnHour } from "./workAnHour.ts";

/** Runs one kind of fault on its own set of real parts. */
export async function runPlan(plan: FaultPlan, runId: string): Promise<FaultReport> {
	const { kind } = plan;
	if (kind === "burst") return burstUpdates(plan, runId);
	if (kind === "inputs") return giveInputs(plan, runId);
	if (kind === "hour") return workAnHour(plan, runId);
	return breakUnderPeople(kind, plan, runId);
}
