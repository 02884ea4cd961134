import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { findAgent, installCommand } from "../actors/catalog/agents.ts";
import { CliError } from "./CliError.ts";
import { RIVETKIT_VERSION } from "./rivetkitVersion.ts";
import { findServerFile } from "./serverFile.ts";

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

/** A file that the app gets. */
interface NewFile {
	readonly path: string;
	readonly text: string;
}

interface App {
	readonly page: NewFile;
	/** How to see the page. */
	readonly next: string;
	/** The packages that it has. */
	readonly packages: readonly string[];
	readonly extension: "ts" | "js";
}

/**
 * Adds a server and a page to an app made with Vite or Next.js. Existing files are kept as they are.
 *
 * @throws {CliError} When there is no such app in the folder.
 */
export async function init({ folder, agent, say }: InitOptions): Promise<void> {
	const app = await detectApp(folder);
	const server = findServerFile(folder);
	if (server === null) {
		await create(folder, { path: `server.m${app.extension}`, text: serverText(agent) }, say);
	} else say(`kept     ${server.slice(folder.length + 1)}`);
	await create(folder, app.page, say);
	say("");
	for (const line of nextSteps(app, agent, server?.slice(folder.length + 1) ?? `server.m${app.extension}`)) say(line);
}

async function detectApp(folder: string): Promise<App> {
	const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "");
	const parsed = v.safeParse(manifestSchema, text);
	if (!parsed.success) throw noApp(folder);
	const packages = Object.keys({ ...parsed.output.dependencies, ...parsed.output.devDependencies });
	const extension = existsSync(join(folder, "tsconfig.json")) ? "ts" : "js";
	const has = (path: string) => existsSync(join(folder, path));
	if (packages.includes("next")) {
		const base = has("src/app") || has("src/pages") ? "src/" : "";
		const isAppRouter = has(`${base}app`);
		const path = isAppRouter ? `${base}app/workspace/page.${extension}x` : `${base}pages/workspace.${extension}x`;
		const page = { path, text: pageText(isAppRouter ? '"use client";\n\n' : "", "Workspace") };
		return { page, packages, extension, next: "Open /workspace of your app." };
	}
	if (packages.includes("vite")) {
		const path = `src/Workspace.${extension}x`;
		const next = `Render it, for example in src/main.${extension}x:  import Workspace from "./Workspace.${extension}x"  and  <Workspace />`;
		return { page: { path, text: pageText("", "Workspace") }, packages, extension, next };
	}
	throw noApp(folder);
}

function noApp(folder: string): CliError {
	return new CliError(
		`There is no app made with Vite or Next.js in ${folder}.`,
		"Run this in the folder of its package.json. Make a new one with: npm create vite@latest",
	);
}

async function create(folder: string, { path, text }: NewFile, say: InitOptions["say"]): Promise<void> {
	const full = join(folder, path);
	await mkdir(dirname(full), { recursive: true });
	try {
		await writeFile(full, text, { flag: "wx" });
		say(`created  ${path}`);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
		say(`kept     ${path}`);
	}
}

function* nextSteps({ packages, next }: App, agent: string, server: string): Iterable<string> {
	yield "Next:";
	if (!packages.includes("rivetkit")) yield `  npm install --save-exact workspace-chat rivetkit@${RIVETKIT_VERSION}`;
	const facts = findAgent(agent);
	if (facts) yield `  ${installCommand(agent)}`;
	if (facts) yield `  export ${facts.keys[0]}=…`;
	yield `  npx workspace-chat dev ${server}`;
	yield `  ${next}`;
	yield "";
	yield "Anybody who reaches the server is an owner until it has `authenticate`: see the README of workspace-chat.";
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
