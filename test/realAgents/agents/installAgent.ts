import { type ExecFileException, execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import * as v from "valibot";
import type { RealAgent } from "./RealAgent.ts";

export type Installation =
	| {
			readonly status: "installed";
			readonly version: string;
			/** The script that speaks ACP on its standard input and output. */
			readonly main: string;
	  }
	/** npm's registry did not answer, or not in time. */
	| { readonly status: "unreachable"; readonly reason: string };

const INSTALL_LIMIT_MS = 600_000;
const REGISTRY_LIMIT_MS = 20_000;

/** Agents are several hundred megabytes each, so they stay installed until there is a newer version. */
function cacheFolder(agent: RealAgent): string {
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
	return join(cache, "workspace-chat/agents", agent.id);
}

/**
 * Installs the newest version of an agent outside of this project, in the user's cache folder.
 *
 * @param limitMs - How long the installation may take before the registry counts as out of reach.
 * @throws If the registry answers, but the package cannot be installed.
 */
export async function installAgent(agent: RealAgent, limitMs = INSTALL_LIMIT_MS): Promise<Installation> {
	const folder = cacheFolder(agent);
	await mkdir(folder, { recursive: true });
	// Keeps npm from installing into a project around it.
	await writeFile(join(folder, "package.json"), "{}\n", { flag: "wx" }).catch(() => undefined);
	const newest = await newestVersion(agent, folder);
	if (newest.version === null) return { status: "unreachable", reason: newest.reason };
	const { version } = newest;
	if ((await readPackage(agent, folder))?.version !== version) {
		const options = ["--no-fund", "--no-audit", "--no-package-lock"];
		const install = runNpm(["install", ...options, `${agent.packageName}@${version}`], folder, limitMs);
		const isInTime = await install.then(() => true, isTimeout);
		if (!isInTime) return { status: "unreachable", reason: `Its installation took longer than ${limitMs / 1_000} s.` };
	}
	const installed = await readPackage(agent, folder);
	const [main] = Object.values(installed?.bin ?? {});
	if (installed === null || main === undefined) throw new Error(`${agent.packageName}@${version} has no command.`);
	return { status: "installed", version: installed.version, main: join(packageFolder(agent, folder), main) };
}

type Newest = { readonly version: string } | { readonly version: null; readonly reason: string };

async function newestVersion({ packageName }: RealAgent, folder: string): Promise<Newest> {
	const options = ["--fetch-retries=0", `--fetch-timeout=${REGISTRY_LIMIT_MS}`];
	try {
		const version = await runNpm(["view", `${packageName}@latest`, "version", ...options], folder, REGISTRY_LIMIT_MS);
		return { version: version.trim() };
	} catch (error) {
		return { version: null, reason: reasonOf(error) };
	}
}

/** npm's own words, without the stack of its error and where its log is. */
function reasonOf(error: unknown): string {
	const { stderr = "", message } = error as ExecFileException;
	const lines = stderr.split("\n").flatMap((line) => line.match(/^npm (?:error|ERR!) (?=[a-zA-Z\d])(.+)/)?.[1] ?? []);
	const reasons = lines.filter((line) => !/complete log|behind a proxy/.test(line));
	return reasons.join("; ") || message;
}

/** False for a program that was ended because it took too long. @throws For any other error. */
function isTimeout(error: ExecFileException): false {
	if (error.killed) return false;
	throw error;
}

async function runNpm(args: readonly string[], cwd: string, timeout: number): Promise<string> {
	// npm runs on the first `node` of the PATH, and agents need the version that runs this.
	const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
	const { stdout } = await promisify(execFile)("npm", [...args], { cwd, timeout, env: { ...process.env, PATH: path } });
	return stdout;
}

const packageSchema = v.object({ version: v.string(), bin: v.optional(v.record(v.string(), v.string())) });

function packageFolder({ packageName }: RealAgent, folder: string): string {
	return join(folder, "node_modules", packageName);
}

async function readPackage(agent: RealAgent, folder: string): Promise<v.InferOutput<typeof packageSchema> | null> {
	const text = await readFile(join(packageFolder(agent, folder), "package.json"), "utf8").catch(() => null);
	return text === null ? null : v.parse(packageSchema, JSON.parse(text));
}
