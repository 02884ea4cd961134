import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ENDS_ENGINE } from "../actors/server/engineDefaults.ts";
import { isEngine, type LocalEngine, readEnginePid } from "../actors/server/localEngine.ts";
import { findEndpoint } from "../actors/server/productionProblem.ts";
import { CliError } from "./CliError.ts";
import { findLocalEngine } from "./engine.ts";
import { findServerFile } from "./serverFile.ts";

export interface DevOptions {
	readonly folder: string;
	/** The server file; null to look for it. */
	readonly file: string | null;
}

/**
 * Runs a server file, and again when it or a module of it has changed. Ends the Rivet engine with it, unless one ran
 * before.
 *
 * @returns The exit code.
 * @throws {CliError} When there is no server file, or the port of the engine is none.
 */
export async function dev({ folder, file }: DevOptions): Promise<number> {
	const path = file === null ? findServerFile(folder) : resolve(folder, file);
	if (path === null || !existsSync(path)) {
		throw new CliError(
			"file_not_found",
			path === null ? `There is no server.mts in ${folder}.` : `There is no ${path}.`,
			"Name the file that calls serve(), or let `npx workspace-chat init` write one.",
		);
	}
	const engine = findLocalEngine(process.env);
	const endsEngine = findEndpoint(process.env) === null && !(await isEngine(engine.endpoint));
	const env = { ...process.env, ...(endsEngine && { [ENDS_ENGINE]: "1" }) };
	const args = ["--disable-warning=ExperimentalWarning", "--watch", "--watch-preserve-output", path];
	const watcher = spawn(process.execPath, args, { cwd: folder, env, stdio: "inherit" });
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => watcher.kill(signal));
	const [exitCode] = await once(watcher, "exit");
	if (endsEngine) await endEngine(engine);
	return typeof exitCode === "number" ? exitCode : 0;
}

async function endEngine(engine: LocalEngine): Promise<void> {
	const pid = await readEnginePid(engine);
	if (pid === null || !(await isEngine(engine.endpoint))) return;
	process.kill(pid, "SIGTERM");
	console.info("The Rivet engine has been ended, too.");
}
