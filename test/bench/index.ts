import { globSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./Bench.ts";

// `npm run bench -- join list` runs the benches whose file names contain one of the words.
const words = process.argv.slice(2);
const files = globSync("*.bench.ts", { cwd: import.meta.dirname }).sort();
const chosen = files.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));

const rows = [];
for (const file of chosen) {
	const module: { readonly benches: readonly Bench[] } = await import(join(import.meta.dirname, file));
	for (const { name, budget, measure } of module.benches) {
		const ratio = await measure();
		rows.push({ bench: name, ratio: Number(ratio.toFixed(2)), budget, kept: ratio <= budget });
	}
}

console.table(rows);
// Exit explicitly: a Rivet registry that was shut down may keep the event loop alive.
process.exit(rows.every((row) => row.kept) ? 0 : 1);
