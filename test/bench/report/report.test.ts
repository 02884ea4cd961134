import { expect, test } from "vitest";
import { formatTable } from "./formatTable.ts";
import type { BenchRun } from "./results.ts";
import { median, percentile } from "./statistics.ts";
import { writePage } from "./writePage.ts";

test("a percentile is one of the measurements", () => {
	const values = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6];
	expect([0, 0.5, 0.9, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 5, 9, 10, 10]);
	expect(median([7])).toBe(7);
	expect(median([])).toBeNaN();
});

test("a table prints three digits, and a dash for what could not be measured", () => {
	const rows = [
		["ours", 1_234.5, 0.01234],
		["floor", Number.NaN, 2],
		["bare", -0.001, -2],
	];
	expect(formatTable({ title: "Times", columns: ["actor", "ms", "ratio"], rows })).toBe(
		[
			"**Times**",
			"",
			"| actor | ms | ratio |",
			"| --- | ---: | ---: |",
			"| ours | 1,230 | 0.01 |",
			"| floor | – | 2 |",
			"| bare | 0 | -2 |",
		].join("\n"),
	);
});

const run: BenchRun = {
	bench: "list",
	date: "2026-11-29T22:00:00.000Z",
	commit: "abc1234",
	machine: "2 cores",
	versions: ["react 19.3.1"],
	tables: [{ title: "Script per token", columns: ["", "ms"], rows: [["ours", 2]] }],
	goals: [{ name: "script ms per token", limit: 1, measured: 2 }],
	broken: [],
};

test("the page shows the newest tables, and each goal over all kept runs", () => {
	const earlier = { ...run, goals: [{ name: "script ms per token", limit: 1, measured: 0.9 }] };
	const page = writePage([
		{ name: "list", bench: { title: "One token", description: "In a list." }, runs: [earlier, run] },
		{ name: "join", bench: { title: "Join", description: "Never run." }, runs: [] },
	]);
	expect(page).toContain("| script ms per token | ≤ 1 | 0.9 ✓, 2 ✗ |");
	expect(page).toContain("## One token\n\nIn a list. `npm run bench -- list`\n\n**Script per token**");
	expect(page).toContain("2026-11-29, commit abc1234 · 2 cores · react 19.3.1");
	expect(page).not.toContain("Never run.");
});

test("the page says what was broken", () => {
	const page = writePage([
		{
			name: "list",
			bench: { title: "One token", description: "In a list." },
			runs: [{ ...run, broken: ["3 chunks were lost."] }],
		},
	]);
	expect(page).toContain("**Broken:** 3 chunks were lost.");
});
