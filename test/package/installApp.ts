import { execFile } from "node:child_process";
import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const npm = (folder: string, ...args: readonly string[]) =>
	execute("npm", ["--prefix", folder, ...args], {
		cwd: folder,
		env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
	});

/** An empty app in a temporary folder, with the packed package installed as a host would install it. */
export interface App extends AsyncDisposable {
	readonly folder: string;
	/** Runs one of its package.json's scripts, and gives what it printed. */
	run(script: string): Promise<string>;
}

/**
 * Makes one of `test/package/apps` run on its own: copies it, packs the package, installs.
 * Install scripts do not run; nothing in a browser needs them.
 */
export async function installApp(name: "vite" | "next"): Promise<App> {
	const folder = await mkdtemp(join(tmpdir(), `workspace-chat-${name}-`));
	await cp(join(import.meta.dirname, "apps", name), folder, { recursive: true });
	await pack(folder);
	await npm(folder, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline");
	return {
		folder,
		run: async (script) => (await npm(folder, "run", script)).stdout,
		[Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
	};
}

async function pack(folder: string): Promise<void> {
	const { stdout } = await execute("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]);
	const [{ filename }] = JSON.parse(stdout);
	await rename(join(folder, filename), join(folder, "workspace-chat.tgz"));
}
