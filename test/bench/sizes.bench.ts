import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build as buildWithEsbuild } from "esbuild";
import { build as buildWithVite } from "vite";
import { installPeers } from "./peers/installPeers.ts";
import type { Bench, BenchResult } from "./report/results.ts";
import { sum } from "./report/statistics.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Every app with any of these has React. */
const EXTERNAL = /^(react|react-dom)($|\/)/;

interface Entry {
	readonly name: string;
	readonly code: string;
	readonly isPeer: boolean;
	/** Not counted, beside React. */
	readonly external?: RegExp;
}

const exportOf = (name: string, file: string) =>
	`export { ${name} } from ${JSON.stringify(join(ROOT, "dist/src", file))};`;
const ours = (name: string, external?: RegExp): Entry => ({
	name: `ours, ${name}${external ? ", without rivetkit" : ""}`,
	code: exportOf(name, "index.js"),
	isPeer: false,
	...(external && { external }),
});
const peer = (name: string, code: string): Entry => ({ name, code, isPeer: true });

/** What a chat is built of. */
const ASSISTANT_UI = `export {
	ActionBarPrimitive, AssistantRuntimeProvider, ComposerPrimitive, MessagePrimitive, ThreadPrimitive,
	useExternalStoreRuntime,
} from "@assistant-ui/react";`;

const RIVETKIT = /^@?rivetkit($|\/)/;
const ENTRIES: readonly Entry[] = [
	ours("useWorkspace", RIVETKIT),
	ours("useWorkspace"),
	ours("WorkspaceChat", RIVETKIT),
	ours("WorkspaceChat"),
	{
		name: "ours, WorkspaceChat, Markdown",
		code: `${exportOf("WorkspaceChat", "index.js")} ${exportOf("Markdown", "markdown.js")}`,
		isPeer: false,
	},
	peer("assistant-ui", ASSISTANT_UI),
	peer(
		"assistant-ui, Markdown",
		`${ASSISTANT_UI} export { MarkdownTextPrimitive } from "@assistant-ui/react-markdown";`,
	),
	peer("@sandbox-agent/react", 'export { AgentConversation } from "@sandbox-agent/react";'),
	peer(
		"@sandbox-agent/react, SDK",
		'export { AgentConversation } from "@sandbox-agent/react"; export { SandboxAgent } from "sandbox-agent";',
	),
	peer("AI SDK useChat", 'export { useChat } from "@ai-sdk/react";'),
	peer(
		"AI SDK useChat, Streamdown",
		'export { useChat } from "@ai-sdk/react"; export { Streamdown } from "streamdown";',
	),
];

/** Kilobytes, minified and gzipped: what is loaded at first, and what is loaded when it is needed. */
interface Size {
	readonly initial: number;
	readonly later: number;
}

interface Chunk {
	readonly code: string | Uint8Array;
	readonly isInitial: boolean;
}

const sizeOf = (chunks: readonly Chunk[]): Size => {
	const kilobytes = (isInitial: boolean) =>
		sum(
			chunks
				.filter((chunk) => chunk.isInitial === isInitial)
				.map(({ code }) => gzipSync(code, { level: 9 }).length / 1_000),
		);
	return { initial: kilobytes(true), later: kilobytes(false) };
};

async function measureWithRolldown({ code, external }: Entry, folder: string): Promise<Size> {
	const entry = "virtual:entry";
	const built = await buildWithVite({
		configFile: false,
		logLevel: "silent",
		root: folder,
		plugins: [
			{ name: "entry", resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? code : null) },
		],
		build: {
			write: false,
			rolldownOptions: {
				input: entry,
				preserveEntrySignatures: "strict",
				external: (id) => EXTERNAL.test(id) || (external?.test(id) ?? false),
			},
		},
	});
	const outputs = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
	const chunks = outputs.filter((output) => output.type === "chunk");
	const initial = new Set(
		chunks.filter(({ facadeModuleId }) => facadeModuleId === entry).map(({ fileName }) => fileName),
	);
	// A set also iterates over what is added to it meanwhile.
	for (const name of initial)
		for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) initial.add(imported);
	return sizeOf(chunks.map((chunk) => ({ code: chunk.code, isInitial: initial.has(chunk.fileName) })));
}

async function measureWithEsbuild({ code, external }: Entry, folder: string): Promise<Size> {
	const { outputFiles, metafile } = await buildWithEsbuild({
		stdin: { contents: code, resolveDir: folder },
		absWorkingDir: folder,
		outdir: "out",
		bundle: true,
		splitting: true,
		minify: true,
		format: "esm",
		platform: "browser",
		write: false,
		metafile: true,
		logLevel: "silent",
		define: { "process.env.NODE_ENV": '"production"' },
		loader: { ".css": "empty" },
		external: ["react", "react-dom", ...(external ? ["rivetkit", "@rivetkit/*"] : [])],
	});
	const initial = new Set(["out/stdin.js"]);
	for (const file of initial)
		for (const { path, kind, external: isOutside } of metafile.outputs[file]?.imports ?? [])
			if (kind === "import-statement" && !isOutside) initial.add(path);
	const scripts = outputFiles.filter(({ path }) => path.endsWith(".js"));
	return sizeOf(
		scripts.map(({ path, contents }) => ({
			code: contents,
			isInitial: initial.has(path.slice(folder.length + 1)),
		})),
	);
}

async function measure(): Promise<BenchResult> {
	if (!existsSync(join(ROOT, "dist/src/index.js"))) throw new Error("There is no dist to measure. Run npm run build.");
	const peers = await installPeers();
	const rows = [];
	for (const entry of ENTRIES) {
		const folder = entry.isPeer ? peers : ROOT;
		const byRolldown = await measureWithRolldown(entry, folder);
		const byEsbuild = await measureWithEsbuild(entry, folder);
		rows.push([entry.name, byRolldown.initial, byRolldown.later, byEsbuild.initial, byEsbuild.later]);
	}
	return {
		tables: [
			{
				title: "kB, minified and gzipped, without React and stylesheets",
				columns: ["import", "rolldown, at first", "rolldown, later", "esbuild, at first", "esbuild, later"],
				rows,
			},
		],
		goals: [],
		broken: [],
	};
}

export const benches: Readonly<Record<string, Bench>> = {
	sizes: {
		title: "Sizes",
		description:
			"What a page loads at first for an import, and what is loaded when it is needed: Markdown, diffs, the colours of each language. Ours has sessions, queue, approvals, files and terminals; with Markdown it is what has been loaded once the first answer is shown. Of a peer, what a chat is built of is imported. `npm run build` comes first.",
		run: measure,
	},
};
