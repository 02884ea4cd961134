/**
 * Measures what a host loads at first, minified and gzipped, without the peer dependencies. Fails over a limit. Run it
 * after `npm run build`:
 *
 *     node scripts/checkSizes.ts
 *
 * Two bundlers, because they decide differently what is loaded at first. Vite (rolldown) counts what is used. esbuild,
 * with code splitting, also loads every module that `index.js` imports and a lazily loaded part uses: with the hooks it
 * loads the labels and primitives of the screen. Modules between them that only re-export would prevent that, but the
 * build links past those.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build as buildWithEsbuild } from "esbuild";
import { build as buildWithVite } from "vite";
import manifest from "../package.json" with { type: "json" };

const ROOT = join(import.meta.dirname, "..");
const ENTRY = "virtual:entry";
const PEERS = Object.keys(manifest.peerDependencies);
const isPeer = (id: string) => PEERS.some((name) => id === name || id.startsWith(`${name}/`));

/** Alarms for what grows unnoticed: raise one in the commit that needs it, and say why. In kilobytes. */
const SCRIPTS = [
	{ name: "useWorkspace", vite: 31, esbuild: 60 },
	{ name: "WorkspaceChat", vite: 142, esbuild: 154 },
];
const STYLESHEET = { path: "dist/styles.css", limitKb: 19 };

const gzipKb = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length / 1_000;

const importOf = (name: string) => `export { ${name} } from ${JSON.stringify(join(ROOT, "dist/src/index.js"))};`;

async function measureWithVite(name: string): Promise<number> {
	const built = await buildWithVite({
		configFile: false,
		logLevel: "error",
		root: ROOT,
		plugins: [
			{
				name: "entry",
				resolveId: (id) => (id === ENTRY ? id : null),
				load: (id) => (id === ENTRY ? importOf(name) : null),
			},
		],
		build: {
			write: false,
			minify: true,
			rolldownOptions: { input: ENTRY, preserveEntrySignatures: "strict", external: isPeer },
		},
	});
	const outputs = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
	const chunks = outputs.filter((output) => output.type === "chunk");
	const initial = new Set(chunks.filter(({ facadeModuleId }) => facadeModuleId === ENTRY));
	// A set also iterates over what is added to it meanwhile.
	for (const { imports } of initial)
		for (const chunk of chunks) if (imports.includes(chunk.fileName)) initial.add(chunk);
	return sum([...initial].map(({ code }) => gzipKb(code)));
}

async function measureWithEsbuild(name: string): Promise<number> {
	const { outputFiles, metafile } = await buildWithEsbuild({
		stdin: { contents: importOf(name), resolveDir: ROOT },
		absWorkingDir: ROOT,
		outdir: "out",
		bundle: true,
		splitting: true,
		minify: true,
		format: "esm",
		write: false,
		metafile: true,
		logLevel: "error",
		external: PEERS.flatMap((peer) => [peer, `${peer}/*`]),
	});
	const contents = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
	const initial = new Set(["out/stdin.js"]);
	for (const file of initial)
		for (const { path, kind, external } of metafile.outputs[file]?.imports ?? [])
			if (kind === "import-statement" && !external) initial.add(path);
	return sum([...initial].map((file) => gzipKb(contents.get(join(ROOT, file)) ?? "")));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function report(what: string, sizeKb: number, limitKb: number): void {
	const isOver = sizeKb > limitKb;
	console.log(`${isOver ? "✗" : "✓"} ${what}: ${sizeKb.toFixed(2)} kB gzipped, limit ${limitKb} kB`);
	if (isOver) process.exitCode = 1;
}

for (const { name, vite, esbuild } of SCRIPTS) {
	report(`{ ${name} } with Vite`, await measureWithVite(name), vite);
	report(`{ ${name} } with esbuild`, await measureWithEsbuild(name), esbuild);
}
report(STYLESHEET.path, gzipKb(readFileSync(join(ROOT, STYLESHEET.path))), STYLESHEET.limitKb);
