import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { applyEngineDefaults } from "../actors/server/engineDefaults.ts";
import { CliError } from "./CliError.ts";
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

export interface EngineOptions {
	readonly folder: string;
	/** The path of its configuration; null for the engine's defaults. */
	readonly config: string | null;
}

/**
 * Runs a Rivet engine until it ends, without telemetry and for a busy machine unless the environment says otherwise.
 *
 * @returns Its exit code.
 * @throws {CliError} When it is not installed.
 */
export async function runEngine({ folder, config }: EngineOptions): Promise<number> {
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
