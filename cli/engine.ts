import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { applyEngineDefaults } from "../actors/server/engineDefaults.ts";
import { type LocalEngine, locateEngine } from "../actors/server/localEngine.ts";
import { CliError, messageOf } from "./CliError.ts";
import { RIVETKIT_VERSION } from "./rivetkitVersion.ts";

/**
 * The path of the engine's program.
 *
 * @throws {CliError} When it is not installed.
 */
export async function findEngineProgram(folder: string): Promise<string> {
	try {
		// It is a dependency of rivetkit, which some package managers show to nobody else.
		const rivetkit = createRequire(createRequire(join(folder, "package.json")).resolve("rivetkit"));
		const { getEnginePath } = await import(pathToFileURL(rivetkit.resolve("@rivetkit/engine-cli")).href);
		return getEnginePath();
	} catch (error) {
		throw new CliError(
			"The program of the Rivet engine is not installed.",
			`npm install --save-exact --include=optional rivetkit@${RIVETKIT_VERSION}`,
			{ cause: error },
		);
	}
}

/**
 * The engine of this machine.
 *
 * @throws {CliError} When its port is none.
 */
export function findLocalEngine(environment: Readonly<Record<string, string | undefined>>): LocalEngine {
	try {
		return locateEngine(environment);
	} catch (error) {
		if (!(error instanceof TypeError)) throw error;
		throw new CliError(error.message, "RIVET_RUN_ENGINE_PORT=6520    for example", { cause: error });
	}
}

export interface EngineOptions {
	readonly folder: string;
	/** The path of its configuration; null for the engine's defaults. */
	readonly config: string | null;
}

/**
 * Runs a Rivet engine until it ends, without telemetry and for a busy machine unless the environment says otherwise.
 *
 * @returns Its exit code.
 * @throws {CliError} When it is not installed, or its configuration cannot be read.
 */
export async function runEngine({ folder, config }: EngineOptions): Promise<number> {
	if (config !== null) checkConfig(resolve(folder, config));
	const program = await findEngineProgram(folder);
	applyEngineDefaults();
	const engine = spawn(program, ["start", ...(config === null ? [] : ["--config", config])], {
		cwd: folder,
		stdio: "inherit",
	});
	let isStopped = false;
	for (const signal of ["SIGINT", "SIGTERM"] as const)
		process.on(signal, () => {
			isStopped = true;
			engine.kill(signal);
		});
	const [exitCode] = await once(engine, "exit");
	return typeof exitCode === "number" ? exitCode : Number(!isStopped);
}

/** The engine starts without a configuration that does not exist: with its defaults, and so with another database. */
function checkConfig(path: string): void {
	if (!existsSync(path)) {
		throw new CliError(
			`There is no ${path}.`,
			"Name the engine’s configuration: without it the engine would start with another database.",
		);
	}
	// The engine also reads JSON5, YAML and folders.
	if (!path.endsWith(".json")) return;
	try {
		JSON.parse(readFileSync(path, "utf8"));
	} catch (error) {
		throw new CliError(`${path} is not valid JSON.`, `Correct it: ${messageOf(error)}`, { cause: error });
	}
}
