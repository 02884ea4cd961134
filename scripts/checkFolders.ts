import { globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Which folders a folder imports from, and for each of them one import that shows it. */
type FolderGraph = ReadonlyMap<string, ReadonlyMap<string, string>>;

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Folders in which each folder is a node of its own. A file belongs to the folder it lies in. */
const AREAS = ["actors", "src"];

/** Examples in JSDoc hold imports, too. */
const COMMENT_LINE = /^\s*(?:\/\/|\/?\*).*$/gm;

/** Matches `from "./x.ts"`, `import "./x.ts"` and `import("./x.ts")`, as Biome formats them. */
const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*"(\.{1,2}\/[^"]+)"/g;

/** Reads the imports of all modules under `areas`, type imports and re-exports included. */
export function readFolderGraph(root: string, areas: readonly string[]): FolderGraph {
	const graph = new Map<string, Map<string, string>>();
	for (const file of areas.flatMap((area) => globSync(`${area}/**/*.{ts,tsx}`, { cwd: root })).sort()) {
		const folder = dirname(file);
		const imports = graph.get(folder) ?? new Map<string, string>();
		graph.set(folder, imports);
		for (const path of listImports(readFileSync(resolve(root, file), "utf8"))) {
			const target = dirname(resolveFrom(folder, path));
			const isInside = areas.some((area) => target === area || target.startsWith(`${area}/`));
			if (isInside && target !== folder && !imports.has(target)) imports.set(target, `${file} imports ${path}`);
		}
	}
	return graph;
}

function listImports(source: string): readonly string[] {
	const code = source.replace(COMMENT_LINE, "");
	return [...code.matchAll(IMPORT)].flatMap(([, path]) => path ?? []);
}

function resolveFrom(folder: string, path: string): string {
	return resolve("/", folder, path).slice(1);
}

/** The shortest cycle through each folder that is in one, each cycle once: `["a", "b"]` for a → b → a. */
export function findFolderCycles(graph: FolderGraph): readonly (readonly string[])[] {
	const cycles = new Map<string, readonly string[]>();
	for (const folder of graph.keys()) {
		const cycle = findCycleThrough(graph, folder);
		const key = [...(cycle ?? [])].sort().join(" ");
		if (cycle && !cycles.has(key)) cycles.set(key, cycle);
	}
	return [...cycles.values()].sort((one, other) => one.length - other.length);
}

function findCycleThrough(graph: FolderGraph, start: string): readonly string[] | undefined {
	const paths: (readonly string[])[] = [[start]];
	const visited = new Set<string>();
	for (const path of paths) {
		for (const next of graph.get(path.at(-1) ?? start)?.keys() ?? []) {
			if (next === start) return path;
			if (!visited.has(next)) paths.push([...path, next]);
			visited.add(next);
		}
	}
	return undefined;
}

/** How many folders are in a cycle. */
function countFoldersInCycles(graph: FolderGraph): number {
	return [...graph.keys()].filter((folder) => findCycleThrough(graph, folder)).length;
}

/** One line for each import that closes a cycle. */
export function describeCycle(graph: FolderGraph, cycle: readonly string[]): string {
	const steps = cycle.map((folder, index) => {
		const next = cycle[(index + 1) % cycle.length] ?? folder;
		return `  ${folder} → ${next}: ${graph.get(folder)?.get(next)}`;
	});
	return steps.join("\n");
}

function main(): void {
	const graph = readFolderGraph(ROOT, AREAS);
	const cycles = findFolderCycles(graph);
	if (cycles.length === 0) {
		console.info(`${graph.size} folders, no cycle between them.`);
		return;
	}
	console.error(`${countFoldersInCycles(graph)} of ${graph.size} folders import each other in cycles:\n`);
	for (const cycle of cycles) console.error(`${describeCycle(graph, cycle)}\n`);
	console.error("Folders depend in one direction. Move what both need into a folder below them, or invert the import.");
	process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
