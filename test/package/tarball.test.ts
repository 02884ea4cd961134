import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const LINK = /\]\(([^)\s]+)\)/g;
const RELATIVE_IMPORT = /(?:\bfrom\s*|\bimport\s*|\bimport\(\s*|\bnew URL\()"(\.[^"]+)"/g;
/** Built modules name built modules. Examples in their comments name sources. */
const isBuilt = (specifier: string) => specifier.endsWith(".js");
const isAddress = (link: string) => /^[a-z]+:/.test(link);

/** What `npm publish` would upload, by its path in the package. */
let packed: readonly string[];

beforeAll(() => {
	const output = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { encoding: "utf8" });
	const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(output);
	packed = files.map(({ path }) => path);
});

function matchAll(file: string, pattern: RegExp): readonly string[] {
	return [...readFileSync(file, "utf8").matchAll(pattern)].map(([, found = ""]) => found);
}

/** Programs that run in a process of their own. */
const PROGRAMS = ["dist/demo/agent/main.js", ...Object.values(manifest.bin).map(normalize)];

/** The entries and programs, and every module they import, at once or later. */
function findModules(): ReadonlySet<string> {
	const modules = new Set([
		...PROGRAMS,
		...Object.values(manifest.exports).flatMap((entry) =>
			typeof entry === "string" ? [] : [normalize(entry.default)],
		),
	]);
	for (const module of modules)
		if (module.endsWith(".js"))
			for (const specifier of matchAll(module, RELATIVE_IMPORT).filter(isBuilt))
				modules.add(join(dirname(module), specifier));
	return modules;
}

test("the tarball holds code, declarations, stylesheets, documents and the JSON Schema, and no source maps", () => {
	const others = packed.filter(
		(path) =>
			!/\.(js|d\.ts|css|md|gif|png)$|^docs\/(llms\.txt|grafana\.json|alerts\.yml)$|^LICENSE$|^package\.json$/.test(
				path,
			),
	);
	expect(others).toEqual(["dist/protocol.schema.json"]);
});

test("what the documents of the tarball link to and show is in it", () => {
	const documents = packed.filter((path) => /\.(md|txt)$/.test(path));
	expect(documents).toEqual(expect.arrayContaining(["README.md", "docs/llms.txt"]));
	const missing = documents.flatMap((document) =>
		matchAll(document, LINK)
			.filter((link) => !isAddress(link) && !link.startsWith("#"))
			.map((link) => join(dirname(document), link.replace(/#.*$/, "")))
			.filter((path) => !packed.includes(path))
			.map((path) => `${document} → ${path}`),
	);
	expect(missing).toEqual([]);
});

test("every picture in the tarball is shown by one of its documents", () => {
	const shown = packed
		.filter((path) => path.endsWith(".md"))
		.flatMap((document) => matchAll(document, LINK).map((link) => join(dirname(document), link)));
	expect(packed.filter((path) => /\.(gif|png)$/.test(path) && !shown.includes(path))).toEqual([]);
});

test("every module in the tarball is reached from an entry", () => {
	const modules = findModules();
	expect(packed.filter((path) => path.endsWith(".js") && !modules.has(path))).toEqual([]);
	expect([...modules].filter((module) => !packed.includes(module))).toEqual([]);
});

test("every declaration in the tarball is of an entry, or reached from one", () => {
	const declarations = packed.filter((path) => path.endsWith(".d.ts"));
	const imported = declarations.flatMap((file) =>
		matchAll(file, RELATIVE_IMPORT).map((specifier) =>
			join(dirname(file), specifier.replace(/\.(?:tsx?|js)$/, ".d.ts")),
		),
	);
	const entries = Object.values(manifest.exports).flatMap((entry) =>
		typeof entry === "string" ? [] : [normalize(entry.types)],
	);
	expect(declarations.filter((file) => !entries.includes(file) && !imported.includes(file))).toEqual([]);
	expect(entries.filter((entry) => !declarations.includes(entry))).toEqual([]);
});

test("the tarball holds nothing twice", () => {
	const paths = new Map<string, string[]>();
	for (const path of packed) {
		const content = readFileSync(path);
		// Two stylesheets have the same one line of types.
		if (content.byteLength < 100) continue;
		const hash = createHash("sha256").update(content).digest("hex");
		paths.set(hash, [...(paths.get(hash) ?? []), path]);
	}
	expect([...paths.values()].filter((same) => same.length > 1)).toEqual([]);
});
