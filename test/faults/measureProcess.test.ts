import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { ProcessMeasure } from "../harness/measureProcess.ts";

const MEASURE = JSON.stringify(new URL("../harness/measureProcess.ts", import.meta.url));
const MEGABYTE = 1_048_576;

/** The growth of a new process by what `work` does, in megabytes. */
async function measureGrowth(work: string) {
	const script = `
		const { measureProcess } = await import(${MEASURE});
		const before = measureProcess();
		${work}
		console.log(JSON.stringify([before, measureProcess()]));`;
	const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", script];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	const [before, after]: [ProcessMeasure, ProcessMeasure] = JSON.parse(stdout);
	return {
		heap: (after.heap - before.heap) / MEGABYTE,
		resident: (after.resident - before.resident) / MEGABYTE,
	};
}

test("does not count the memory of objects that are gone", async () => {
	const { heap, resident } = await measureGrowth(`
		let recent = [];
		for (let round = 0; round < 1_000; round++) {
			recent.push(Array.from({ length: 3_000 }, (_, index) => ({ index, text: "text " + index })));
			if (recent.length > 20) recent.shift();
		}
		recent = [];`);
	expect(heap).toBeLessThan(5);
	expect(resident).toBeLessThan(40);
});

test("counts buffers, which are outside of the JavaScript heap", async () => {
	const { heap, resident } = await measureGrowth("globalThis.kept = Buffer.alloc(60 * 1_048_576, 1);");
	expect(heap).toBeGreaterThan(55);
	expect(resident).toBeGreaterThan(55);
});
