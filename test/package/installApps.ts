import { execFile } from "node:child_process";
import { cp, glob, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const EXAMPLES = join(import.meta.dirname, "../../examples");
/** Pages that only tests need. They are added to the example of the same name. */
const PAGES = join(import.meta.dirname, "pages");

export const VITE_EXAMPLES = ["vite", "vite-react-18", "react-router", "tailwind", "hostile-css"] as const;
const NAMES = [...VITE_EXAMPLES, "next"] as const;
export type ExampleName = (typeof NAMES)[number];
/** It needs another React than the other examples, and so a `node_modules` of its own. */
const REACT_18 = "vite-react-18";

/** Over a gigabyte of the peer `rivetkit` that runs on a server only: the engine, and the sandboxes it can do without. */
const SERVER_ONLY = ["@rivet-dev/agent-os-core", "@rivetkit/engine-cli", "@rivetkit/rivetkit-napi"];

const INSTALL = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];

const execute = promisify(execFile);
const npm = (folder: string, ...args: readonly string[]) =>
	execute("npm", ["--prefix", folder, ...args], {
		cwd: folder,
		env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
	});

/** A copy of an example, over the packed package. */
export interface App {
	readonly folder: string;
	/** Runs one of its package.json's scripts, and gives what it printed. */
	run(script: string, ...args: readonly string[]): Promise<string>;
}

/** The apps share one `node_modules`, above them: to install is what takes most of their time. */
export interface Apps extends AsyncDisposable, Readonly<Record<ExampleName, App>> {}

/** The workspace that the copy of an example opens. Each has its own, since they share a server. */
export const workspaceOf = (name: ExampleName): string => `examples/${name}`;

/**
 * Makes the examples run on their own: copies them, packs the package, installs it with all that they depend on.
 * Install scripts do not run; nothing in a browser needs them.
 *
 * @param endpoint - Where the pages find the server, instead of the port that the examples name.
 */
export async function installApps(endpoint: string): Promise<Apps> {
	const folder = await mkdtemp(join(tmpdir(), "workspace-chat-apps-"));
	await Promise.all(NAMES.map((name) => copyExample(name, folder, endpoint)));
	await writePackage(join(folder, "empty"), { name: "empty", version: "1.0.0" });
	const shared = await Promise.all(NAMES.filter((name) => name !== REACT_18).map(readDependencies));
	await writePackage(folder, packageOver(".", Object.assign({}, ...shared)));
	await writePackage(join(folder, REACT_18), {
		...(await readPackage(REACT_18)),
		...packageOver("..", await readDependencies(REACT_18)),
		devDependencies: {},
	});
	await pack(folder);
	await npm(folder, ...INSTALL);
	await npm(join(folder, REACT_18), ...INSTALL);
	const apps = Object.fromEntries(NAMES.map((name) => [name, openApp(join(folder, name))])) as Record<ExampleName, App>;
	return {
		...apps,
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
}

function openApp(folder: string): App {
	return { folder, run: async (script, ...args) => (await npm(folder, "run", script, "--", ...args)).stdout };
}

async function copyExample(name: ExampleName, root: string, endpoint: string): Promise<void> {
	const folder = join(root, name);
	await cp(join(EXAMPLES, name), folder, {
		recursive: true,
		filter: (path) => !/\/(node_modules|dist|\.next)$/.test(path),
	});
	for await (const path of glob("{app,src}/**/*.tsx", { cwd: folder })) {
		const code = await readFile(join(folder, path), "utf8");
		const own = code.replace("http://127.0.0.1:6420", endpoint).replaceAll("acme/web", workspaceOf(name));
		await writeFile(join(folder, path), own);
	}
	await cp(join(PAGES, name), folder, { recursive: true }).catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
	if (error.code !== "ENOENT") throw error;
}

function packageOver(root: string, dependencies: object): object {
	return {
		private: true,
		type: "module",
		dependencies: { ...dependencies, "workspace-chat": `file:${root}/workspace-chat.tgz` },
		overrides: Object.fromEntries(SERVER_ONLY.map((name) => [name, `file:${root}/empty`])),
	};
}

async function readPackage(name: ExampleName) {
	return JSON.parse(await readFile(join(EXAMPLES, name, "package.json"), "utf8"));
}

async function readDependencies(name: ExampleName): Promise<object> {
	const { dependencies, devDependencies } = await readPackage(name);
	return { ...dependencies, ...devDependencies };
}

async function writePackage(folder: string, content: object): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, "package.json"), JSON.stringify(content));
}

async function pack(folder: string): Promise<void> {
	const { stdout } = await execute("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]);
	const [{ filename }] = JSON.parse(stdout);
	await rename(join(folder, filename), join(folder, "workspace-chat.tgz"));
}
