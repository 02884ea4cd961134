import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
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
			"engine_not_installed",
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
		throw new CliError("invalid_port", error.message, "RIVET_RUN_ENGINE_PORT=6520    for example", { cause: error });
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
 * @throws {CliError} When it is not installed, its configuration cannot be read, or another engine uses its folder.
 */
export async function runEngine({ folder, config }: EngineOptions): Promise<number> {
	if (config !== null) checkConfig(resolve(folder, config));
	const program = await findEngineProgram(folder);
	applyEngineDefaults();
	const engine = spawn(program, ["start", ...(config === null ? [] : ["--config", config])], {
		cwd: folder,
		stdio: ["inherit", "inherit", "pipe"],
	});
	const findLock = relayErrors(engine.stderr);
	let isStopped = false;
	for (const signal of ["SIGINT", "SIGTERM"] as const)
		process.on(signal, () => {
			isStopped = true;
			engine.kill(signal);
		});
	// Not `exit`: what it has printed last may come after that.
	const [exitCode] = await once(engine, "close");
	const locked = findLock();
	if (locked !== null) {
		const hint = "Use the one that runs, end it, or give this one another `file_system.path` in its configuration.";
		throw new CliError("folder_in_use", `Another engine uses this folder: ${locked}.`, hint);
	}
	return typeof exitCode === "number" ? exitCode : Number(!isStopped);
}

const LOCKED = /While lock file: (.+)[/\\]LOCK/;

/**
 * Passes on what the engine writes to standard error, but for the backtrace of a storage that another engine has locked.
 *
 * @returns Finds the folder of that storage, once the engine has ended; null when it was not locked.
 */
function relayErrors(errors: Readable): () => string | null {
	// The engine writes this error last, in pieces.
	let held = "";
	errors.setEncoding("utf8").on("data", (text: string) => {
		if (held === "" && !text.includes("failed to open rocksdb")) process.stderr.write(text);
		else held += text;
	});
	return () => {
		const [, folder] = LOCKED.exec(held) ?? [];
		if (folder === undefined) process.stderr.write(held);
		return folder ?? null;
	};
}

/** The engine starts without a configuration that does not exist: with its defaults, and so with another database. */
function checkConfig(path: string): void {
	if (!existsSync(path)) {
		throw new CliError(
			"file_not_found",
			`There is no ${path}.`,
			"Name the engine’s configuration: without it the engine would start with another database.",
		);
	}
	// The engine also reads JSON5, YAML and folders.
	if (!path.endsWith(".json")) return;
	try {
		JSON.parse(readFileSync(path, "utf8"));
	} catch (error) {
		throw new CliError("invalid_config", `${path} is not valid JSON.`, `Correct it: ${messageOf(error)}`, {
			cause: error,
		});
	}
}
