import { runBurst } from "./burst/runBurst.ts";
import type { FaultReport } from "./faultReport.ts";
import { injectFaults } from "./injectFaults.ts";
import { runInputs } from "./inputs/runInputs.ts";
import { runMarkdown } from "./inputs/runMarkdown.ts";
import type { FaultPlan } from "./parseArguments.ts";
import { simulateHour } from "./simulateHour.ts";

/** Runs one kind of fault on its own set of real parts. */
export async function runPlan(plan: FaultPlan, runId: string): Promise<FaultReport> {
	const { kind } = plan;
	if (kind === "burst") return runBurst(plan, runId);
	if (kind === "inputs") return runInputs(plan, runId);
	if (kind === "markdown") return runMarkdown(plan);
	if (kind === "hour") return simulateHour(plan, runId);
	return injectFaults(kind, plan, runId);
}
