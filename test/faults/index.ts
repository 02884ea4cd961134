import { markRun } from "./markRun.ts";
import { type FaultPlan, parseArguments } from "./parseArguments.ts";
import { runFaults } from "./runFaults.ts";
import { watchUnhandled } from "./watchUnhandled.ts";

// `npm run test:faults -- actor agent --times 8 --seed 7`; `--full` kills as often as the project promises to bear.
const runId = markRun();
const countUnhandled = watchUnhandled();
const rows = [];
for (const plan of parseArguments(process.argv.slice(2))) rows.push(await rowOf(plan));

console.table(rows);
// Not left to the event loop: connections of Rivet that were lost may still hold on to it.
process.exit(rows.every((row) => row.kept) ? 0 : 1);

async function rowOf(plan: FaultPlan) {
	const unhandledBefore = countUnhandled();
	try {
		const { broken: counted, recovery, ...acts } = await runFaults(plan, runId);
		const broken = { ...counted, unhandled: countUnhandled() - unhandledBefore };
		const kept = Object.values(broken).every((count) => count === 0);
		const back = { "back ms, median": recovery.median, "back ms, most": recovery.max };
		return { ...plan, ...acts, ...broken, ...back, kept };
	} catch (error) {
		console.error(error);
		return { ...plan, kept: false };
	}
}
