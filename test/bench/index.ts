// `npm run bench -- join list` runs the benches whose names begin with one of the words; `--write` adds the results to
// `docs/benchmarks.md`.
import { globSync } from "node:fs";
import { join } from "node:path";
import { formatTable } from "./report/formatTable.ts";
import { describeMachine, storeRun, writeStoredRuns } from "./report/history.ts";
import { type Bench, type BenchResult, isKept } from "./report/results.ts";
import { stopStages } from "./stage/startStage.ts";

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const writes = process.argv.includes("--write");

async function loadBenches(): Promise<Readonly<Record<string, Bench>>> {
	const files = globSync("*.bench.ts", { cwd: import.meta.dirname }).sort();
	const modules: { readonly benches: Readonly<Record<string, Bench>> }[] = await Promise.all(
		files.map((file) => import(join(import.meta.dirname, file))),
	);
	return Object.assign({}, ...modules.map(({ benches }) => benches));
}

/** A whole name chooses only its bench, so that `fanOut-10` does not run `fanOut-100`. */
function chooseBenches(benches: Readonly<Record<string, Bench>>): readonly (readonly [string, Bench])[] {
	const isChosen = (name: string) => words.some((word) => (word in benches ? name === word : name.startsWith(word)));
	return Object.entries(benches).filter(([name]) => words.length === 0 || isChosen(name));
}

function print(name: string, { tables, goals, broken }: BenchResult): void {
	for (const table of tables) console.log(`\n${formatTable(table)}`);
	console.log("");
	for (const goal of goals)
		console.log(
			`${isKept(goal) ? "✓ kept  " : "✗ missed"} ${goal.name}: ${goal.measured.toFixed(2)}, limit ${goal.limit}`,
		);
	for (const what of broken) console.error(`✗ broken  ${name}: ${what}`);
}

for (const signal of ["SIGINT", "SIGTERM"])
	process.once(signal, async () => {
		await stopStages();
		process.exit(1);
	});

const benches = await loadBenches();
const chosen = chooseBenches(benches);
if (chosen.length === 0) throw new Error(`No bench is called so. There are: ${Object.keys(benches).join(", ")}.`);

for (const [name, bench] of chosen) {
	console.log(`\n# ${name}: ${bench.title}`);
	try {
		const result = await bench.run();
		print(name, result);
		if (result.broken.length > 0) process.exitCode = 1;
		if (writes) await storeRun({ ...result, ...(await describeMachine()), bench: name });
	} catch (error) {
		console.error(`✗ broken  ${name}:`, error);
		process.exitCode = 1;
	}
}
if (writes) await writeStoredRuns(benches);
// Explicitly: Rivet's client may keep the event loop alive.
process.exit();
