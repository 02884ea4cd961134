/**
 * Deletes the declarations in `dist/` that no entry of the package reaches: three in four belong to internal modules,
 * which hosts cannot import. The last step of `npm run build`.
 */
import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import manifest from "../package.json" with { type: "json" };

const RELATIVE_IMPORT = /(?:\bfrom\s+|\bimport\s+|\bimport\()"(\.[^"]+)"/g;

const toDeclarations = (specifier: string) => specifier.replace(/\.(?:tsx?|js)$/, ".d.ts");

function importsOf(file: string): readonly string[] {
	const specifiers = [...readFileSync(file, "utf8").matchAll(RELATIVE_IMPORT)].map(([, specifier = ""]) => specifier);
	// An example in a comment may import a module that does not exist.
	return specifiers
		.map((specifier) => join(dirname(file), toDeclarations(specifier)))
		.filter((path) => existsSync(path));
}

function findReachable(entries: readonly string[]): ReadonlySet<string> {
	const reachable = new Set(entries);
	// Iterating over a set includes elements that are added meanwhile.
	for (const file of reachable) for (const imported of importsOf(file)) reachable.add(imported);
	return reachable;
}

const entries = Object.values(manifest.exports).flatMap((entry) =>
	typeof entry === "string" ? [] : [normalize(entry.types)],
);
const reachable = findReachable(entries);
for (const file of globSync("dist/**/*.d.ts")) if (!reachable.has(normalize(file))) rmSync(file);
