import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { describeCycle, findFolderCycles, readFolderGraph } from "../../scripts/checkFolders.ts";

/** The folder graph of modules that are written to a temporary folder, by their path. */
function graphOf(modules: Readonly<Record<string, string>>) {
	const root = mkdtempSync(join(tmpdir(), "check-folders-"));
	try {
		for (const [path, source] of Object.entries(modules)) {
			mkdirSync(dirname(join(root, path)), { recursive: true });
			writeFileSync(join(root, path), source);
		}
		return readFolderGraph(root, ["lib"]);
	} finally {
		rmSync(root, { recursive: true });
	}
}

const cyclesOf = (modules: Readonly<Record<string, string>>) => findFolderCycles(graphOf(modules));

test("folders that import in one direction have no cycle", () => {
	const modules = {
		"lib/top.ts": 'import { a } from "./a/a.ts";',
		"lib/a/a.ts": 'import { b } from "../b/b.ts";\nimport { own } from "./own.ts";',
		"lib/a/own.ts": 'import { a } from "./a.ts";',
		"lib/b/b.ts": 'import { join } from "node:path";',
	};
	expect(cyclesOf(modules)).toEqual([]);
});

test.each([
	["an import", 'import { a } from "../a/a.ts";'],
	["an import over several lines", 'import {\n\ta,\n\tb,\n} from "../a/a.ts";'],
	["a type import", 'import type { A } from "../a/a.ts";'],
	["a re-export", 'export * from "../a/a.ts";'],
	["an import for its effect", 'import "../a/a.ts";'],
	["a dynamic import", 'const load = () => import("../a/a.ts");'],
])("%s back closes a cycle", (_, back) => {
	expect(cyclesOf({ "lib/a/a.ts": 'import { b } from "../b/b.tsx";', "lib/b/b.tsx": back })).toEqual([
		["lib/a", "lib/b"],
	]);
});

test("a cycle may go over several folders, and a file in the root folder belongs to the root folder", () => {
	const graph = graphOf({
		"lib/root.ts": 'import { a } from "./a/a.ts";',
		"lib/a/a.ts": 'import { deep } from "../b/deep/deep.ts";',
		"lib/b/deep/deep.ts": 'import { root } from "../../root.ts";',
	});
	const [cycle = [], ...others] = findFolderCycles(graph);
	expect(others).toEqual([]);
	expect(cycle).toEqual(["lib/a", "lib/b/deep", "lib"]);
	expect(describeCycle(graph, cycle)).toContain("lib/b/deep → lib: lib/b/deep/deep.ts imports ../../root.ts");
});

test("an import in a comment does not count", () => {
	const modules = {
		"lib/a/a.ts": 'import { b } from "../b/b.ts";',
		"lib/b/b.ts": '/**\n * @example\n * import { a } from "../a/a.ts";\n */\n// import { a } from "../a/a.ts";',
	};
	expect(cyclesOf(modules)).toEqual([]);
});
