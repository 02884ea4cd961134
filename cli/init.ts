import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { findAgent, installCommand } from "../actors/catalog/agents.ts";
import { CliError, messageOf } from "./CliError.ts";
import { RIVETKIT_VERSION } from "./rivetkitVersion.ts";
import { findServerFile, usesWorkspaceChat } from "./serverFile.ts";

export interface InitOptions {
	/** The app. */
	readonly folder: string;
	/** `demo`, or an agent that sandbox-agent installs. */
	readonly agent: string;
	readonly say: (line: string) => void;
}

const manifestSchema = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({
		dependencies: v.optional(v.record(v.string(), v.string()), {}),
		devDependencies: v.optional(v.record(v.string(), v.string()), {}),
	}),
);

interface App {
	readonly folder: string;
	/** The packages in its package.json, with their versions. */
	readonly packages: Readonly<Record<string, string>>;
	readonly extension: "ts" | "js";
	/** Where its page may be, the first choice first. */
	readonly pages: readonly Page[];
}

interface Page {
	/** Its path without the ending. */
	readonly stem: string;
	/** What the file starts with. */
	readonly directive: string;
	/** The name of its component. */
	readonly name: string;
	/** How to see it. */
	readonly next: (path: string) => string;
}

/**
 * Adds a server and a page to an app made with Vite or Next.js. Existing files are kept as they are; one that has nothing
 * of workspace-chat gets another beside it.
 *
 * @throws {CliError} When there is no such app in the folder, or a file cannot be written.
 */
export async function init({ folder, agent, say }: InitOptions): Promise<void> {
	const app = await detectApp(folder);
	const server = await addServer(app, agent, say);
	const next = "react" in app.packages ? await addPage(app, say) : null;
	if (next === null) say("no page  It needs React, which is not in package.json.");
	say("");
	for (const line of nextSteps(app, agent, server, next)) say(line);
}

async function detectApp(folder: string): Promise<App> {
	const { dependencies, devDependencies } = await readManifest(folder);
	const packages = { ...devDependencies, ...dependencies };
	const extension = existsSync(join(folder, "tsconfig.json")) ? "ts" : "js";
	if ("next" in packages) return { folder, packages, extension, pages: nextPages(folder) };
	if ("vite" in packages) return { folder, packages, extension, pages: vitePages(extension) };
	throw noApp(folder);
}

async function readManifest(folder: string): Promise<v.InferOutput<typeof manifestSchema>> {
	const path = join(folder, "package.json");
	if (!existsSync(path)) throw noApp(folder);
	const text = await readFile(path, "utf8").catch((error: unknown) => {
		throw unreadable(path, messageOf(error));
	});
	const parsed = v.safeParse(manifestSchema, text);
	if (parsed.success) return parsed.output;
	throw unreadable(path, parsed.issues[0].message);
}

function unreadable(path: string, reason: string): CliError {
	return new CliError("file_unreadable", `${path} cannot be read: ${reason}`, "Correct it, and run this again.");
}

function noApp(folder: string): CliError {
	return new CliError(
		"no_app",
		`There is no app made with Vite or Next.js in ${folder}.`,
		"Run this in the folder of its package.json. Make a new one with: npm create vite@latest",
	);
}

function nextPages(folder: string): readonly Page[] {
	const has = (path: string) => existsSync(join(folder, path));
	const base = has("src/app") || has("src/pages") ? "src/" : "";
	const isAppRouter = has(`${base}app`);
	return ["workspace", "workspace-room"].map((route) => ({
		stem: isAppRouter ? `${base}app/${route}/page` : `${base}pages/${route}`,
		directive: isAppRouter ? '"use client";\n\n' : "",
		name: "Workspace",
		next: () => `Open /${route} of your app.`,
	}));
}

function vitePages(extension: App["extension"]): readonly Page[] {
	return ["Workspace", "WorkspaceRoom"].map((name) => ({
		stem: `src/${name}`,
		directive: "",
		name,
		next: (path) =>
			`Render it, for example in src/main.${extension}x:  import ${name} from "./${basename(path)}"  and  <${name} />`,
	}));
}

/** Gives the name of the server file. */
async function addServer({ folder, extension }: App, agent: string, say: InitOptions["say"]): Promise<string> {
	const found = findServerFile(folder);
	if (found !== null && usesWorkspaceChat(found)) {
		say(`kept     ${basename(found)}`);
		return basename(found);
	}
	if (found !== null) sayYours(basename(found), say);
	const name = found === null ? `server.m${extension}` : `workspace.server.m${extension}`;
	await create(folder, name, serverText(agent), say);
	return name;
}

/** Gives what to do to see the page. */
async function addPage({ folder, extension, pages }: App, say: InitOptions["say"]): Promise<string> {
	for (const { stem, directive, name, next } of pages) {
		const found = ["tsx", "jsx", "ts", "js"]
			.map((ending) => `${stem}.${ending}`)
			.find((path) => existsSync(join(folder, path)));
		if (found === undefined) {
			const path = `${stem}.${extension}x`;
			await create(folder, path, pageText(directive, name), say);
			return next(path);
		}
		if (/["']workspace-chat["'/]/.test(readFileSync(join(folder, found), "utf8"))) {
			say(`kept     ${found}`);
			return next(found);
		}
		sayYours(found, say);
	}
	throw new CliError(
		"page_exists",
		"Both files in which the page could be are your own.",
		"Write it yourself: the quick start in the README of workspace-chat has it.",
	);
}

function sayYours(path: string, say: InitOptions["say"]): void {
	say(`yours    ${path} (does not use workspace-chat, and stays as it is)`);
}

async function create(folder: string, path: string, text: string, say: InitOptions["say"]): Promise<void> {
	try {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text, { flag: "wx" });
	} catch (error) {
		throw new CliError(
			"file_not_written",
			`${path} cannot be written: ${messageOf(error)}`,
			"Make room for it, and run this again.",
			{
				cause: error,
			},
		);
	}
	say(`created  ${path}`);
}

function* nextSteps({ packages }: App, agent: string, server: string, next: string | null): Iterable<string> {
	yield "Next:";
	const missing = [
		...("workspace-chat" in packages ? [] : ["workspace-chat"]),
		...(packages.rivetkit === RIVETKIT_VERSION ? [] : [`rivetkit@${RIVETKIT_VERSION}`]),
	];
	if (missing.length > 0) yield `  npm install --save-exact ${missing.join(" ")}`;
	const facts = findAgent(agent);
	if (facts) yield `  ${installCommand(agent)}`;
	if (facts) yield `  export ${facts.keys[0]}=…`;
	yield `  npx workspace-chat dev ${server}`;
	yield `  ${next ?? "For the page: npm install react react-dom, and run this again. Without React: see workspace-chat/core."}`;
	yield "";
	yield "Anybody who reaches the server is an owner until it has `authenticate`: see docs/auth.md.";
}

function serverText(agent: string): string {
	const isDemo = agent === "demo";
	const imports = `import { createWorkspace, local, serve } from "workspace-chat/actors";
${isDemo ? 'import { demoAgent } from "workspace-chat/demo-agent";\n' : ""}`;
	return `${imports}
const workspace = createWorkspace({
	agent: "${agent}",
	sandbox: local(${isDemo ? "{ agents: { demo: demoAgent() } }" : ""}),
});

await serve({ use: { workspace } });
`;
}

function pageText(directive: string, name: string): string {
	return `${directive}import { WorkspaceChat } from "workspace-chat";
import "workspace-chat/styles.css";

function getParams() {
	const name = new URLSearchParams(location.search).get("name") ?? "Ada";
	return { userId: name, name };
}

export default function ${name}() {
	return (
		<div style={{ position: "fixed", inset: 0 }}>
			<WorkspaceChat workspaceId="acme/web" endpoint="http://127.0.0.1:6420" getParams={getParams} />
		</div>
	);
}
`;
}
