import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { SandboxDestroyedError } from "sandbox-agent";
import { SessionError, sandboxFailed } from "../errors/sessionErrors.ts";
import { type AgentProgram, agentSlotsOf, installAgentProgram } from "./agentPrograms.ts";
import { LocalServer, ServerMissingError } from "./LocalServer.ts";
import { allowedEnvironment } from "./localEnvironment.ts";
import type { Environment, SandboxProvider } from "./sandbox.ts";

/** The sandbox-agent servers that run as children of this process. */
class LocalSandboxes {
	readonly #servers = new Map<string, LocalServer>();

	/** Starts a server. Its id is `<host>:<port>`. */
	async create(options: Parameters<typeof LocalServer.start>[0]): Promise<string> {
		const server = await LocalServer.start(options).catch((error: unknown) => {
			throw serverStartError(error);
		});
		this.#servers.set(server.id, server);
		return server.id;
	}

	/** Whether the server was started here with this environment, and answers. Any other one is removed. */
	async isUsable(id: string, env: Environment): Promise<boolean> {
		const server = this.#servers.get(id);
		const isHealthy = server?.hasEnvironment(env) === true && (await server.isHealthy());
		// Not awaited: it may take 5 s to end.
		if (!isHealthy) void this.destroy(id);
		return isHealthy;
	}

	/** A `fetch` that sends the server's token. */
	fetchOf(id: string): typeof fetch {
		return this.#servers.get(id)?.fetch ?? fetch;
	}

	async destroy(id: string): Promise<void> {
		const server = this.#servers.get(id);
		this.#servers.delete(id);
		await server?.stop();
	}

	async destroyAll(): Promise<void> {
		await Promise.all([...this.#servers.keys()].map((id) => this.destroy(id)));
	}
}

function serverStartError(error: unknown): SessionError {
	return new SessionError(
		{
			code: "sandbox_failed",
			message: "The local sandbox-agent server could not be started, so no agent can run.",
			hint:
				error instanceof ServerMissingError
					? "Install it: npm install @sandbox-agent/cli"
					: "Start it by hand with `npx sandbox-agent server` to see what is wrong.",
		},
		{ cause: error },
	);
}

/** The options of `local()`. */
export interface LocalSandboxOptions {
	/**
	 * Contains a folder for each workspace, in which its agent works; created when it does not exist. A workspace that is
	 * destroyed takes its folder with it. Default: `.workspace-chat/workspaces` in the working directory of this process.
	 */
	readonly root?: string | undefined;
	/**
	 * One folder for all workspaces, instead of one for each in `root`; created when it does not exist, and never removed.
	 * Who may read the files of a workspace may read everything in it.
	 */
	readonly cwd?: string | undefined;
	/**
	 * Additional environment variables for the server and its agents. From this process's environment they get only what
	 * programs need to run (`PATH`, `HOME`, `LANG`, proxies, …) and the keys of the agents, such as `ANTHROPIC_API_KEY`.
	 */
	readonly env?: Readonly<Record<string, string>> | undefined;
	/**
	 * An agent of your own by its id, for the `agent` option of `createWorkspace`: a program that speaks ACP. At most one,
	 * beside those that sandbox-agent knows.
	 */
	readonly agents?: Readonly<Record<string, AgentProgram>> | undefined;
	/**
	 * Where the server looks for agents and installs them: `<agentsDirectory>/sandbox-agent/bin/…`. It becomes
	 * `XDG_DATA_HOME`, for the agents too. Default: the user's own; with `agents`, `.workspace-chat/agents` in the working
	 * directory of this process.
	 */
	readonly agentsDirectory?: string | undefined;
	/** `inherit` writes the server's log to this process's output. Default: `silent`. */
	readonly log?: "inherit" | "silent" | undefined;
	/** Lets the sandbox-agent server report anonymous data about its use to Rivet. Default false. */
	readonly telemetry?: boolean | undefined;
}

const localSandboxes = new LocalSandboxes();

/**
 * Runs agents on this machine. Each workspace has its own sandbox-agent server, started when the workspace first needs
 * it, and its own folder. This isolates nothing: an agent can do what the user of this process can, and can read
 * whatever that user can. For trusted people only.
 *
 * The servers end with this process, within seconds also when that is killed with SIGKILL, except on Windows. After a
 * restart a workspace gets a new one; its files stay. Needs the package `@sandbox-agent/cli`, which is installed with
 * this one unless you leave out optional dependencies.
 *
 * @throws {TypeError} When both `root` and `cwd` are given, or when there is no place for `agents`.
 * @throws {SessionError} `sandbox_failed` when a server cannot be started, with what to install.
 * @example
 * const workspace = createWorkspace({ agent: "claude", sandbox: local({ root: "/srv/workspaces" }) });
 */
export function local(options: LocalSandboxOptions = {}): SandboxProvider {
	const { root, cwd } = options;
	agentSlotsOf(options.agents ?? {});
	if (root !== undefined && cwd !== undefined) {
		throw new TypeError("local() takes either `root`, a folder that contains one for each workspace, or `cwd`.");
	}
	if (cwd !== undefined) return localProvider(options, { cwd: resolve(cwd), root: null });
	const parent = resolve(root ?? DEFAULT_ROOT);
	return {
		...localProvider(options, null),
		forWorkspace: (workspaceId) => localProvider(options, { cwd: join(parent, folderName(workspaceId)), root: parent }),
	};
}

const DEFAULT_ROOT = ".workspace-chat/workspaces";
const DEFAULT_AGENTS_DIRECTORY = ".workspace-chat/agents";

/** Where the agent of a workspace works. */
interface WorkingFolder {
	readonly cwd: string;
	/** The folder of all workspaces; null for a folder that is not ours to remove. */
	readonly root: string | null;
}

/** @param folder - Null when it depends on a workspace that is not known. */
function localProvider(options: LocalSandboxOptions, folder: WorkingFolder | null): SandboxProvider {
	const { log = "silent", telemetry = false, agents = {} } = options;
	const agentSlots = agentSlotsOf(agents);
	return {
		name: "local",
		agentSlots,
		agentsDirectory: options.agentsDirectory ?? (options.agents && DEFAULT_AGENTS_DIRECTORY),
		...(folder && { defaultCwd: folder.cwd }),
		async create() {
			if (!folder) throw new SessionError(workspaceUnknown());
			await createFolder(folder);
			await installAgents(options, agentSlots);
			const env = serverEnvironment(options, folder);
			return await localSandboxes.create({ cwd: folder.cwd, env, log, telemetry });
		},
		async reconnect(id) {
			// Only the process that started a server knows its token, so one of an earlier process cannot be used.
			if (!(folder && (await localSandboxes.isUsable(id, serverEnvironment(options, folder)))))
				throw new SandboxDestroyedError(id, "local");
		},
		// The files stay, so the server can simply be replaced by another one.
		pause: (id) => localSandboxes.destroy(id),
		destroy: (id) => localSandboxes.destroy(id),
		async kill(id) {
			await localSandboxes.destroy(id);
			if (folder?.root) await rm(folder.cwd, { recursive: true, force: true, maxRetries: 3 });
		},
		getUrl: async (id) => `http://${id}`,
		getFetch: async (id) => localSandboxes.fetchOf(id),
		withEnvironment: (env) => localProvider({ ...options, env: { ...options.env, ...env } }, folder),
	};
}

/**
 * Stops every server that `local()` has started in this process, with its agents. Call it where your program handles
 * SIGINT and SIGTERM, and await it before the process exits.
 */
export function stopLocalSandboxes(): Promise<void> {
	return localSandboxes.destroyAll();
}

function workspaceUnknown() {
	return {
		...sandboxFailed(),
		hint: "Outside of createWorkspace, local() does not know its workspace: give it `cwd`.",
	};
}

const READABLE_CHARACTERS = 40;

/**
 * The name of a workspace's folder: readable, and different for different ids whatever they contain, on file systems
 * that do not distinguish `a` from `A` too.
 */
function folderName(workspaceId: string): string {
	const words = workspaceId.toLowerCase().match(/[a-z0-9]+/g) ?? [];
	const readable = words.join("-").slice(0, READABLE_CHARACTERS);
	// Not UTF-8, in which all lone surrogates are the same.
	const hash = createHash("sha256").update(Buffer.from(workspaceId, "utf16le")).digest("hex").slice(0, 32);
	return readable === "" ? hash : `${readable}-${hash}`;
}

function agentsDirectoryOf({ agents, agentsDirectory }: LocalSandboxOptions): string | undefined {
	return agentsDirectory ?? (agents && resolve(DEFAULT_AGENTS_DIRECTORY));
}

async function installAgents(options: LocalSandboxOptions, slots: Readonly<Record<string, string>>): Promise<void> {
	const directory = agentsDirectoryOf(options);
	if (directory === undefined) return;
	for (const [id, program] of Object.entries(options.agents ?? {})) {
		await installAgentProgram(directory, slots[id] ?? id, program);
	}
	if (directory === resolve(DEFAULT_AGENTS_DIRECTORY)) await keepOutOfRepository(directory);
}

async function createFolder({ cwd, root }: WorkingFolder): Promise<void> {
	await mkdir(cwd, { recursive: true });
	if (root === resolve(DEFAULT_ROOT)) await keepOutOfRepository(root);
}

/** The folder is inside the host's own project, whose repository must not contain what agents write. */
async function keepOutOfRepository(folder: string): Promise<void> {
	await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" }).catch(() => undefined);
}

function serverEnvironment(options: LocalSandboxOptions, { root }: WorkingFolder): Record<string, string> {
	const agentsDirectory = agentsDirectoryOf(options);
	return {
		...allowedEnvironment(process.env),
		// Git must not take a repository around `root`, such as the host's own, for that of a workspace.
		...(root !== null && { GIT_CEILING_DIRECTORIES: root }),
		...options.env,
		...(agentsDirectory !== undefined && { XDG_DATA_HOME: agentsDirectory }),
	};
}
