import { mkdir } from "node:fs/promises";
import { SandboxDestroyedError } from "sandbox-agent";
import type { local as spawnLocal } from "sandbox-agent/local";
import { SessionError } from "../session/SessionError.ts";
import { sandboxFailed } from "../session/sessionFaults.ts";
import { LocalSandboxes } from "./LocalSandboxes.ts";
import type { SandboxProvider } from "./sandboxOption.ts";

export interface LocalSandboxOptions {
	/** Where agents work; made when it is not there. Default: the working directory of this process. */
	readonly cwd?: string | undefined;
	/** More environment for the server and its agents, such as a model's key. */
	readonly env?: Readonly<Record<string, string>> | undefined;
	/**
	 * Where the server looks for agents and installs them: `<agentsDirectory>/sandbox-agent/bin/…`. It becomes
	 * `XDG_DATA_HOME`, for the agents too. Default: the user's own.
	 */
	readonly agentsDirectory?: string | undefined;
	/** `inherit` writes the server's log to this process's output. Default: `silent`. */
	readonly log?: "inherit" | "silent" | undefined;
}

const localSandboxes = new LocalSandboxes();

/**
 * Runs agents on this machine, in a sandbox-agent server of its own per workspace, started when the workspace first
 * needs it. "Sandbox" is a courtesy here: an agent can do what this process's user can. For trusted people only.
 *
 * The servers end with this process. After a restart a workspace gets a new one; the files in `cwd` stay.
 * Needs the package `@sandbox-agent/cli`.
 *
 * @throws {SessionError} `sandbox_failed` when a server cannot be started, with what to install.
 * @example
 * const workspace = createWorkspace({ agent: "claude", sandbox: local({ cwd: "/srv/site" }) });
 */
export function local(options: LocalSandboxOptions = {}): SandboxProvider {
	const { cwd = process.cwd(), log = "silent" } = options;
	return {
		name: "local",
		defaultCwd: cwd,
		async create() {
			await mkdir(cwd, { recursive: true });
			const start = await importSpawn();
			return await localSandboxes.create(start({ log, env: serverEnvironment(options) }));
		},
		async reconnect(id) {
			// Only the process that started a server knows its token, so one of a former process is out of reach.
			if (!(await localSandboxes.isAlive(id))) throw new SandboxDestroyedError(id, "local");
		},
		// What matters is in `cwd`, which stays: the next to need a server gets another one.
		pause: (id) => localSandboxes.destroy(id),
		destroy: (id) => localSandboxes.destroy(id),
		getUrl: async (id) => `http://${id}`,
		getFetch: (id) => localSandboxes.fetchOf(id),
	};
}

/**
 * Ends every server that `local()` has started in this process, with the agents in it. For the end of a program:
 * call it where SIGINT and SIGTERM are handled, and wait for it before the process exits.
 */
export function stopLocalSandboxes(): Promise<void> {
	return localSandboxes.destroyAll();
}

function serverEnvironment({ env, agentsDirectory }: LocalSandboxOptions): Record<string, string> {
	return { ...env, ...(agentsDirectory === undefined ? {} : { XDG_DATA_HOME: agentsDirectory }) };
}

/** Only when it is used: in the browser's and in other providers' programs nobody needs it. */
async function importSpawn(): Promise<typeof spawnLocal> {
	try {
		return (await import("sandbox-agent/local")).local;
	} catch (error) {
		throw new SessionError(sandboxFailed("sandbox-agent/local could not be loaded."), { cause: error });
	}
}
