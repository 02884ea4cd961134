import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { packageEntries } from "./packageEntries.ts";
import { readExports } from "./readExports.ts";

interface Example {
	/** The exported name that it documents. */
	readonly name: string;
	readonly code: string;
}

const COMPILER_OPTIONS = {
	target: "ES2023",
	lib: ["ES2024", "DOM", "DOM.Iterable"],
	module: "ESNext",
	moduleResolution: "bundler",
	jsx: "react-jsx",
	strict: true,
	noEmit: true,
	skipLibCheck: true,
	types: ["node"],
};

/** What examples take from elsewhere without an import, by module. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
	react: ["useMemo", "useRef"],
	rivetkit: ["setup"],
	"rivetkit/client": ["createClient"],
	"sandbox-agent": ["SandboxAgent"],
};

/** What examples mention of a host, and of what the package gives it. */
const DECLARED: Readonly<Record<string, string>> = {
	endpoint: "const endpoint: string",
	token: "const token: string",
	baseUrl: "const baseUrl: string",
	verifyToken:
		"function verifyToken(params: unknown): Promise<{ id: string; name: string; workspaces: readonly string[] } | null>",
	v: 'const v: typeof import("valibot")',
	retry: "function retry(): void",
	c: 'const c: { state: { baseUrl: string }; db: import("rivetkit/db").RawAccess }',
	store: 'const store: import("workspace-chat/core").WorkspaceStore',
	workspace: 'const workspace: import("workspace-chat/testing").MemoryWorkspace',
	error: 'const error: import("workspace-chat").ErrorText',
	Diagram: 'const Diagram: import("react").ComponentType<import("workspace-chat").MarkdownCodeProps>',
	Formula: 'const Formula: import("react").ComponentType<import("workspace-chat").MarkdownMathProps>',
	MyMessage: 'const MyMessage: import("react").ComponentType<import("workspace-chat").MessageProps>',
	MyPlan: 'const MyPlan: import("react").ComponentType<import("workspace-chat").PlanCardProps>',
	MyDiff: 'const MyDiff: import("react").ComponentType<import("workspace-chat").ToolCallCardProps>',
};

const COMMENT = /^(\t*| *)\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n/gm;
const EXPORTED = /^export (?:declare )?(?:function|const|class|interface|type) (\w+)/m;

const namesByEntry = packageEntries.map(({ specifier, types }) => ({ specifier, names: readExports(types) }));

/** The examples in a declaration file of what an entry exports. */
function readExamples(declarations: string): readonly Example[] {
	return [...declarations.matchAll(COMMENT)].flatMap((match) => {
		const [comment, indent, text = ""] = match;
		const [, code] = text.split(/^\s*\* @example\n/m);
		const after = declarations.slice(match.index + comment.length);
		// A member belongs to the last declaration before it.
		const before = declarations.slice(0, match.index);
		const name = EXPORTED.exec(indent ? before.slice(before.lastIndexOf("\nexport ") + 1) : after)?.[1];
		if (!code || !name || !namesByEntry.some(({ names }) => names.includes(name))) return [];
		return [{ name, code: code.replace(/^\s*\* ?/gm, "").trim() }];
	});
}

/** A module of an example: with imports of what it uses, and in a function, unless it is a module already. */
function toModule({ code }: Example): string {
	const isModule = /^(?:import|declare module) /m.test(code);
	const taken = new Set([...code.matchAll(/(?:\bfunction|\bconst|\bimport \{) (\w+)/g)].map(([, name]) => name));
	const used = new Set(
		[...code.matchAll(/(?<![\w"'-]|(?<!\.\.)\.)[A-Za-z_]\w*/g)]
			.map(([name]) => name)
			.filter((name) => !taken.has(name)),
	);
	const sources = [
		...namesByEntry.toSorted((a, b) => a.specifier.length - b.specifier.length),
		...Object.entries(LIBRARIES).map(([specifier, names]) => ({ specifier, names })),
	];
	const declarations = [...used].flatMap((name) => {
		const source = sources.find(({ names }) => names.includes(name));
		if (DECLARED[name]) return [`declare ${DECLARED[name]};`];
		return source ? [`import { ${name} } from "${source.specifier}";`] : [];
	});
	const body = isModule ? code : `export async function example(): Promise<unknown> {\n${code}\nreturn;\n}`;
	return [...declarations, body, "export {};"].join("\n");
}

/** What the type checker says about modules in a folder, and of other files, against the built package. */
function typeCheck(folder: string, files: readonly string[]): string {
	symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
	const paths = Object.fromEntries(packageEntries.map(({ specifier, types }) => [specifier, [resolve(types)]]));
	const compilerOptions = {
		...COMPILER_OPTIONS,
		paths: { ...paths, "workspace-chat/styles.css": [resolve("dist/styles.css.d.ts")] },
	};
	writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
	return spawnSync("tsc", ["--project", folder, "--pretty", "false"], { encoding: "utf8" }).stdout;
}

function createFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "workspace-chat-examples-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

test("the examples of all that the package exports type-check", () => {
	const folder = createFolder();
	const examples = globSync("dist/**/*.d.ts").flatMap((file) => readExamples(readFileSync(file, "utf8")));
	const files = examples.map((example, index) => {
		const file = `${example.name}.${index}.tsx`;
		writeFileSync(join(folder, file), toModule(example));
		return file;
	});
	expect(typeCheck(folder, files)).toBe("");
	expect(examples.length).toBeGreaterThan(60);
}, 60_000);

test("the examples of the repository type-check against the package", () => {
	const files = globSync("examples/**/*.ts").map((file) => resolve(file));
	expect(typeCheck(createFolder(), files)).toBe("");
	expect(files).toContain(resolve("examples/mcp/server.ts"));
}, 60_000);
