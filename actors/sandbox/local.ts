import { mkdir } from "node:fs/promises";
import { SandboxDestroyedError } from "sandbox-agent";
import type { local as spawnLocal } from "sandbox-agent/local";
import { SessionError, sandboxFailed } from "../errors/sessionErrors.ts";
import type { SandboxProvider } from "./sandbox.ts";

type ExitHandler = (...values: unknown[]) => void;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const EVENTS = ["exit", ...SIGNALS] as const;

const exitHandlers = new Set<ExitHandler>();

/**
 * Takes over the handlers with which `sandbox-agent/local` kills a server when its host ends, three listeners for each
 * server. Left alone they kill the servers at SIGINT before the host has said goodbye to its agents, keep a host
 * without handlers of its own alive, and make Node warn of a leak from the eleventh server on.
 *
 * @param start - Starts one server.
 */
async function takeOverExitHandlers<Result>(start: () => Promise<Result>): Promise<Result> {
	const before = new Set(sharedHandlers());
	try {
		return await start();
	} finally {
		for (const handler of sharedHandlers()) if (!before.has(handler)) takeOver(handler);
	}
}

/** Those that listen to all three events alike. */
function sharedHandlers(): readonly ExitHandler[] {
	const [exit = [], ...others] = EVENTS.map((event) => listenersOf(event));
	return exit.filter((handler) => others.every((listeners) => listeners.includes(handler)));
}

function listenersOf(event: (typeof EVENTS)[number]): readonly ExitHandler[] {
	return process.listeners(event as "exit") as readonly ExitHandler[];
}

function takeOver(handler: ExitHandler): void {
	for (const event of EVENTS) process.off(event, handler);
	if (exitHandlers.size === 0) listenForExit();
	exitHandlers.add(handler);
}

function listenForExit(): void {
	process.once("exit", killServers);
	for (const signal of SIGNALS) process.on(signal, handleSignal);
}

function killServers(): void {
	for (const handler of exitHandlers) handler();
	exitHandlers.clear();
}

/** A host that listens to the signal ends when it is ready. For one that does not, the signal ends it, as ever. */
function handleSignal(signal: NodeJS.Signals): void {
	if (process.listenerCount(signal) > 1) return;
	killServers();
	for (const each of SIGNALS) process.off(each, handleSignal);
	process.kill(process.pid, signal);
}

const HEALTH_TIMEOUT_MS = 2_000;

/** The sandbox-agent servers that run as children of this process. */
class LocalSandboxes {
	readonly #providers = new Map<string, SandboxProvider>();

	/** Starts a server and keeps it. Its id is `<host>:<port>`. */
	async create(provider: SandboxProvider): Promise<string> {
		const id = await takeOverExitHandlers(() => provider.create()).catch((error: unknown) => {
			throw serverStartError(error);
		});
		this.#providers.set(id, provider);
		return id;
	}

	/** Whether the server is one of ours and answers. One that has died is forgotten. */
	async isAlive(id: string): Promise<boolean> {
		if (!this.#providers.has(id)) return false;
		const ask = await this.fetchOf(id);
		const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
		const isWell = await ask(`http://${id}/v1/health`, { signal })
			.then(({ ok }) => ok)
			.catch(() => false);
		// sandbox-agent waits 5 s for the end of a process that is over already, so nobody waits for this.
		if (!isWell) void this.destroy(id).catch(() => undefined);
		return isWell;
	}

	/** A `fetch` that brings the server's token along. */
	async fetchOf(id: string): Promise<typeof fetch> {
		return (await this.#providers.get(id)?.getFetch?.(id)) ?? fetch;
	}

	async destroy(id: string): Promise<void> {
		const provider = this.#providers.get(id);
		this.#providers.delete(id);
		await provider?.destroy(id);
	}

	async destroyAll(): Promise<void> {
		await Promise.allSettled([...this.#providers.keys()].map((id) => this.destroy(id)));
	}
}

function serverStartError(error: unknown): SessionError {
	const isMissing = error instanceof Error && error.message.includes("binary not found");
	return new SessionError(
		{
			code: "sandbox_failed",
			message: "The local sandbox-agent server could not be started, so no agent can run.",
			hint: isMissing
				? "Install it: npm install @sandbox-agent/cli"
				: "Start it by hand with `npx sandbox-agent server` to see what is wrong.",
		},
		{ cause: error },
	);
}

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
