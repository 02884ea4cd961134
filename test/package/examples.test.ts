import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
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
	allowImportingTsExtensions: true,
	skipLibCheck: true,
	types: ["node"],
};

/** What examples in comments take from elsewhere without an import, by module. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
	react: ["useMemo", "useRef"],
	"rivetkit/client": ["createClient"],
	"sandbox-agent": ["SandboxAgent"],
};

/** What examples in comments mention of a host, and of what the package gives it. */
const DECLARED: Readonly<Record<string, string>> = {
	endpoint: "const endpoint: string",
	token: "const token: string",
	baseUrl: "const baseUrl: string",
	verifyToken:
		"function verifyToken(params: unknown): Promise<{ id: string; name: string; workspaces: readonly string[] } | null>",
	retry: "function retry(): void",
	sandbox: 'const sandbox: import("workspace-chat/actors").SandboxOption',
	v: 'const v: typeof import("valibot")',
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
	const declared = [...code.matchAll(/(?:\bfunction|\bconst|\bimport \* as|\binterface) (\w+)/g)].map(
		([, name]) => name,
	);
	const imported = [...code.matchAll(/^import (?:type )?\{([^}]*)\}/gm)].flatMap(
		([, names = ""]) => names.match(/\w+/g) ?? [],
	);
	const taken = new Set([...declared, ...imported]);
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
		paths: {
			...paths,
			"workspace-chat/styles.css": [resolve("dist/styles.css.d.ts")],
			"workspace-chat/panel.css": [resolve("dist/styles.css.d.ts")],
		},
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

/** Apps have dependencies of their own; `apps.test.ts` installs and builds them. */
const isOfApp = (file: string) => existsSync(join("examples", file.split("/")[1] ?? "", "package.json"));

test("the examples of the repository type-check against the package", () => {
	const files = globSync("examples/**/*.ts")
		.filter((file) => !isOfApp(file))
		.map((file) => resolve(file));
	expect(typeCheck(createFolder(), files)).toBe("");
	expect(files).toContain(resolve("examples/mcp/server.ts"));
}, 60_000);

/** The pages that hosts read. The others explain the code of this repository, or have tables only. */
const PAGES = ["README.md", "docs/*.md"];
const GENERATED = ["docs/reference.md", "docs/architecture.md"];

/** Modules of the reader, which code in the documents imports with the comment "yours". */
const YOURS: Readonly<Record<string, string>> = {
	"verifyToken.ts":
		"export declare function verifyToken(token: string): Promise<{ id: string; name: string; workspaces: readonly string[] } | null>;",
	"rolesOf.ts":
		'export declare function rolesOf(userId: string): Promise<Partial<Record<string, import("workspace-chat/protocol").Role>>>;',
	"auth.ts": 'import { betterAuth } from "better-auth";\nexport const auth = betterAuth({});',
};

const BLOCK = /^```(tsx?)\n([\s\S]*?)^```$/gm;
/** The first line of a block that is a file of the examples. */
const QUOTED_FILE = /^\/\/ (examples\/\S+)\n/;

interface Block {
	readonly document: string;
	readonly language: string;
	readonly code: string;
	/** The file of the examples that it quotes. */
	readonly quoted: string | undefined;
}

/** The blocks of a document that a reader can copy. */
function readBlocks(document: string): readonly Block[] {
	return [...readFileSync(document, "utf8").matchAll(BLOCK)]
		.map(([, language = "", code = ""]) => ({ document, language, code, quoted: QUOTED_FILE.exec(code)?.[1] }))
		.filter(({ quoted }) => !quoted || !isOfApp(quoted));
}

test("the code in the documents type-checks as it is, with the imports that it has", () => {
	const folder = createFolder();
	const blocks = globSync(PAGES)
		.filter((document) => !GENERATED.includes(document))
		.flatMap(readBlocks);
	const files = blocks.map(({ document, language, code, quoted }, index) => {
		// A block may import what its page quotes.
		const file = quoted ? basename(quoted) : `${basename(document, ".md")}.${index}.${language}`;
		writeFileSync(join(folder, file), code);
		return file;
	});
	for (const [file, code] of Object.entries(YOURS)) writeFileSync(join(folder, file), code);
	expect(typeCheck(folder, files)).toBe("");
	// Without an import a block would share its names with all others.
	expect(blocks.filter(({ code }) => !/^import /m.test(code))).toEqual([]);
	expect(blocks.length).toBeGreaterThan(40);
}, 60_000);
