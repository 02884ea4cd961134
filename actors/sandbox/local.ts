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
 * Takes over the handlers with which `sandbox-agent/local` kills a server when its host exits, three listeners for each
 * server. If they stayed, they would kill the servers at SIGINT before the host could release its agents, keep a host
 * without handlers of its own alive, and make Node warn of a leak from the eleventh server on.
 *
 * @param start - Starts one server.
 */
async function replaceExitHandlers<Result>(start: () => Promise<Result>): Promise<Result> {
	const before = new Set(sharedHandlers());
	try {
		return await start();
	} finally {
		for (const handler of sharedHandlers()) if (!before.has(handler)) takeOver(handler);
	}
}

/** The handlers that listen to all three events. */
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

/** A host with a handler of its own decides when to exit. A host without one is ended by the signal, as is Node's default. */
function handleSignal(signal: NodeJS.Signals): void {
	if (process.listenerCount(signal) > 1) return;
	killServers();
	for (const name of SIGNALS) process.off(name, handleSignal);
	process.kill(process.pid, signal);
}

const HEALTH_TIMEOUT_MS = 2_000;

/** The sandbox-agent servers that run as children of this process. */
class LocalSandboxes {
	readonly #providers = new Map<string, SandboxProvider>();

	/** Starts a server. Its id is `<host>:<port>`. */
	async create(provider: SandboxProvider): Promise<string> {
		const id = await replaceExitHandlers(() => provider.create()).catch((error: unknown) => {
			throw serverStartError(error);
		});
		this.#providers.set(id, provider);
		return id;
	}

	/** Whether the server was started here and answers. One that does not answer is removed. */
	async isAlive(id: string): Promise<boolean> {
		if (!this.#providers.has(id)) return false;
		const fetchWithToken = await this.fetchOf(id);
		const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
		const isHealthy = await fetchWithToken(`http://${id}/v1/health`, { signal })
			.then(({ ok }) => ok)
			.catch(() => false);
		// Not awaited: sandbox-agent waits 5 s for the exit of a process, also when it has exited already.
		if (!isHealthy) void this.destroy(id).catch(() => undefined);
		return isHealthy;
	}

	/** A `fetch` that sends the server's token. */
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

/** The options of `local()`. */
export interface LocalSandboxOptions {
	/** The folder agents work in; created when it does not exist. Default: the working directory of this process. */
	readonly cwd?: string | undefined;
	/** Additional environment variables for the server and its agents, such as a model's API key. */
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
 * Runs agents on this machine. Each workspace has its own sandbox-agent server, started when the workspace first needs
 * it. This isolates nothing: an agent can do what the user of this process can. For trusted people only.
 *
 * The servers end with this process. After a restart a workspace gets a new one; the files in `cwd` stay.
 * Needs the package `@sandbox-agent/cli`, which is installed with this one unless you leave out optional dependencies.
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
			// Only the process that started a server knows its token, so one of an earlier process cannot be used.
			if (!(await localSandboxes.isAlive(id))) throw new SandboxDestroyedError(id, "local");
		},
		// The files are in `cwd` and stay, so the server can simply be replaced by another one.
		pause: (id) => localSandboxes.destroy(id),
		destroy: (id) => localSandboxes.destroy(id),
		getUrl: async (id) => `http://${id}`,
		getFetch: (id) => localSandboxes.fetchOf(id),
	};
}

/**
 * Stops every server that `local()` has started in this process, with its agents. Call it where your program handles
 * SIGINT and SIGTERM, and await it before the process exits.
 */
export function stopLocalSandboxes(): Promise<void> {
	return localSandboxes.destroyAll();
}

function serverEnvironment({ env, agentsDirectory }: LocalSandboxOptions): Record<string, string> {
	return { ...env, ...(agentsDirectory === undefined ? {} : { XDG_DATA_HOME: agentsDirectory }) };
}

/** Imported lazily, because programs that use other providers do not need it. */
async function importSpawn(): Promise<typeof spawnLocal> {
	try {
		return (await import("sandbox-agent/local")).local;
	} catch (error) {
		throw new SessionError(sandboxFailed("sandbox-agent/local could not be loaded."), { cause: error });
	}
}
