import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { quickStartBlock } from "./quickStartBlock.ts";

const APPS = join(import.meta.dirname, "apps");
const NAMES = ["next", "vite"] as const;
/** Over a gigabyte of the peer `rivetkit` that runs on a server only: the engine, and the sandboxes it can do without. */
const SERVER_ONLY = ["@rivet-dev/agent-os-core", "@rivetkit/engine-cli", "@rivetkit/rivetkit-napi"];

/** What comes with these, and rivetkit's types need. */
const NODE_TYPES = { "@types/node": "^24" };

const execute = promisify(execFile);
const npm = (folder: string, ...args: readonly string[]) =>
	execute("npm", ["--prefix", folder, ...args], {
		cwd: folder,
		env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
	});

/** An empty app in a temporary folder, over the packed package. */
export interface App {
	readonly folder: string;
	/** Runs one of its package.json's scripts, and gives what it printed. */
	run(script: string): Promise<string>;
}

/** The apps share one `node_modules`, above them: to install is what takes most of their time. */
export interface Apps extends AsyncDisposable, Readonly<Record<(typeof NAMES)[number], App>> {}

/**
 * Makes `test/package/apps` run on their own: copies them, packs the package, installs it with all they depend on.
 * Install scripts do not run; nothing in a browser needs them.
 */
export async function installApps(): Promise<Apps> {
	const folder = await mkdtemp(join(tmpdir(), "workspace-chat-apps-"));
	await cp(APPS, folder, { recursive: true });
	// The app has no TypeScript, and the snippet no types.
	await mkdir(join(folder, "next/app/quick-start"));
	await writeFile(join(folder, "next/app/quick-start/page.jsx"), quickStartBlock("tsx"));
	await writePackage(join(folder, "empty"), { name: "empty", version: "1.0.0" });
	await writePackage(folder, {
		private: true,
		dependencies: Object.assign({}, NODE_TYPES, ...(await Promise.all(NAMES.map(readDependencies)))),
		overrides: Object.fromEntries(SERVER_ONLY.map((name) => [name, "file:empty"])),
	});
	await pack(folder);
	await npm(folder, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline");
	return {
		next: openApp(join(folder, "next")),
		vite: openApp(join(folder, "vite")),
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
}

function openApp(folder: string): App {
	return { folder, run: async (script) => (await npm(folder, "run", script)).stdout };
}

async function readDependencies(app: string): Promise<object> {
	return JSON.parse(await readFile(join(APPS, app, "package.json"), "utf8")).dependencies;
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
