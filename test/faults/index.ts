import { describeBroken, isKept } from "./faultReport.ts";
import { markRun } from "./markRun.ts";
import { type FaultPlan, parseArguments } from "./parseArguments.ts";
import { runPlan } from "./runPlan.ts";
import { watchUnhandled } from "./watchUnhandled.ts";

// `npm run test:faults -- actor agent --times 8 --seed 7`; `--full` runs each as often as the project promises to withstand.
const runId = markRun();
const countUnhandled = watchUnhandled();
const rows = [];
for (const plan of parseArguments(process.argv.slice(2))) rows.push(await rowOf(plan));

console.table(rows);
// Exit explicitly: lost Rivet connections may keep the event loop alive.
process.exit(rows.every((row) => row.kept) ? 0 : 1);

async function rowOf(plan: FaultPlan) {
	const unhandledBefore = countUnhandled();
	try {
		const report = await runPlan(plan, runId);
		const broken = { ...report.broken, unhandled: countUnhandled() - unhandledBefore };
		const { work, hits, measured } = report;
		return { ...plan, work, hits, broken: describeBroken(broken), measured, kept: isKept({ ...report, broken }) };
	} catch (error) {
		console.error(error);
		return { ...plan, broken: String(error), kept: false };
	}
}
