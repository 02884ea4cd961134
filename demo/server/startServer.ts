import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Run } from "./Run.ts";

const MAIN = join(import.meta.dirname, "main.ts");

// rivetkit reads its closed database while it shuts down, and logs an error each time.
const QUIET = "error,rivetkit_core::actor::sqlite=off,rivetkit_core::actor::schedule=off";

/**
 * Starts the process that does the work, in its own process group: Ctrl-C in a terminal goes to every
 * process of a group at once, which would kill the agents before their workspaces can go to sleep.
 */
export function startServer(args: readonly string[], dataFolder: string, run: Run): ChildProcess {
	const env = {
		RUST_LOG: QUIET,
		...process.env,
		...run.environment,
		WORKSPACE_CHAT_DATA: dataFolder,
		RIVETKIT_STORAGE_PATH: join(dataFolder, "engine"),
	};
	return fork(MAIN, args, { detached: true, env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
}
