import { markRun } from "../faults/markRun.ts";
import { watchUnhandled } from "../faults/watchUnhandled.ts";
import { parseArguments } from "./parseArguments.ts";
import { describeResult, tableOf } from "./report.ts";
import { isKept, runTopology } from "./runTopology.ts";
import { findMissing, findServices } from "./services/findServices.ts";

// `npm run test:cluster -- engines deploy --times 3`: see docs/cluster.md.
const plan = parseArguments(process.argv.slice(2));
const services = findServices();
const missing = new Set(plan.runs.flatMap(({ topology }) => findMissing(topology, services)));
if (missing.size > 0) {
	console.error([...missing].join("\n"));
	process.exit(1);
}
markRun();
const countUnhandled = watchUnhandled();
console.log(`Seed ${plan.seed}.`);
const results = [];
for (const { topology, strikes } of plan.runs) {
	const onResult = (result: Parameters<typeof describeResult>[0]) =>
		console.log(`${topology.name}: ${describeResult(result)}`);
	results.push(await runTopology({ topology, strikes, seed: plan.seed, onResult }, services));
}
console.log(tableOf(results));
const unhandled = countUnhandled();
if (unhandled > 0) console.error(`${unhandled} errors were not handled.`);
// Explicitly: lost connections of Rivet may keep the event loop alive.
process.exit(unhandled === 0 && results.every(isKept) ? 0 : 1);
