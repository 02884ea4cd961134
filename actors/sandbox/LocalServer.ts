import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { accessSync, chmodSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { endWithParent } from "./endWithParent.ts";

const HOST = "127.0.0.1";
const START_TIMEOUT_MS = 15_000;
const POLL_MS = 100;
const HEALTH_TIMEOUT_MS = 2_000;
const STOP_TIMEOUT_MS = 5_000;

/** There is no sandbox-agent on this machine. */
export class ServerMissingError extends Error {
	constructor() {
		super("No sandbox-agent binary was found.");
		this.name = "ServerMissingError";
	}
}

interface LocalServerOptions {
	/** The folder it runs in. */
	readonly cwd: string;
	/** Its whole environment, which its agents inherit. */
	readonly env: Readonly<Record<string, string>>;
	readonly log: "inherit" | "silent";
	/** Sends Rivet anonymous data about the use of the server. */
	readonly telemetry: boolean;
}

/**
 * A sandbox-agent server that runs as a child of this process. `sandbox-agent/local` starts one too, but gives it the
 * whole environment and no way to disable telemetry.
 */
export class LocalServer {
	/** `<host>:<port>` */
	readonly id: string;
	readonly #token: string;
	readonly #env: LocalServerOptions["env"];
	readonly #child: ChildProcess;

	/**
	 * Starts a server and waits until it answers.
	 *
	 * @throws {ServerMissingError}
	 */
	static async start({ cwd, env, log, telemetry }: LocalServerOptions): Promise<LocalServer> {
		const port = await findFreePort();
		const token = randomBytes(24).toString("hex");
		// The token can only be given as an argument, which other users of this machine can read.
		const args = ["server", "--host", HOST, "--port", String(port), "--token", token];
		const child = spawn(findBinary(env), telemetry ? args : [...args, "--no-telemetry"], {
			cwd,
			env,
			stdio: log === "inherit" ? "inherit" : "ignore",
		});
		const server = new LocalServer(child, `${HOST}:${port}`, { token, env });
		children.add(child);
		endWithParent(child);
		try {
			await server.#waitUntilHealthy();
			return server;
		} catch (error) {
			await server.stop();
			throw error;
		}
	}

	private constructor(
		child: ChildProcess,
		id: string,
		{ token, env }: { readonly token: string; readonly env: LocalServerOptions["env"] },
	) {
		this.#child = child;
		this.id = id;
		this.#token = token;
		this.#env = env;
	}

	/** A `fetch` that sends the server's token. */
	readonly fetch: typeof fetch = (input, init) => {
		const request = new Request(input, init);
		request.headers.set("authorization", `Bearer ${this.#token}`);
		return fetch(request);
	};

	/** Whether it was started with exactly these environment variables. */
	hasEnvironment(env: LocalServerOptions["env"]): boolean {
		const names = Object.keys(env);
		return names.length === Object.keys(this.#env).length && names.every((name) => env[name] === this.#env[name]);
	}

	async isHealthy(): Promise<boolean> {
		if (!isRunning(this.#child)) return false;
		const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
		const response = await this.fetch(`http://${this.id}/v1/health`, { signal }).catch(() => null);
		await response?.body?.cancel();
		return response?.ok ?? false;
	}

	/** Ends the server with its agents: at once after 5 s. */
	async stop(): Promise<void> {
		const child = this.#child;
		children.delete(child);
		if (!isRunning(child)) return;
		const exit = once(child, "exit");
		child.kill("SIGTERM");
		const insist = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
		await exit;
		clearTimeout(insist);
	}

	async #waitUntilHealthy(): Promise<void> {
		const failed = new Promise<never>((_, reject) => this.#child.once("error", reject));
		// Only the first of the two ends the wait.
		failed.catch(() => undefined);
		const end = performance.now() + START_TIMEOUT_MS;
		while (!(await Promise.race([this.isHealthy(), failed]))) {
			await Promise.race([delay(POLL_MS), failed]);
			if (!isRunning(this.#child)) throw new Error("The sandbox-agent server ended before it answered.");
			if (performance.now() > end) throw new Error("The sandbox-agent server did not answer in time.");
		}
	}
}

/** A child that could not be started has no id. */
function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
	return pid !== undefined && exitCode === null && signalCode === null;
}

const BINARY = process.platform === "win32" ? "sandbox-agent.exe" : "sandbox-agent";

/**
 * The path of the server: `SANDBOX_AGENT_BIN`, else the package `@sandbox-agent/cli`, else the `PATH`.
 *
 * @throws {ServerMissingError}
 */
export function findBinary({ SANDBOX_AGENT_BIN, PATH = "" }: Readonly<Record<string, string>>): string {
	const folder = packageFolder();
	const named = SANDBOX_AGENT_BIN ? [resolve(SANDBOX_AGENT_BIN)] : [];
	const packaged = folder === null ? [] : [join(folder, "bin", BINARY)];
	const onPath = PATH.split(delimiter).filter(Boolean);
	const candidates = [...named, ...packaged, ...onPath.map((entry) => join(entry, BINARY))];
	const found = candidates.find((path) => existsSync(path));
	if (!found) throw new ServerMissingError();
	makeExecutable(found);
	return found;
}

/** The package with this platform's binary. Some package managers show it only to the CLI, whose dependency it is. */
function packageFolder(): string | null {
	const { resolve: find } = createRequire(import.meta.url);
	const name = `@sandbox-agent/cli-${process.platform}-${process.arch}/package.json`;
	try {
		return dirname(createRequire(find("@sandbox-agent/cli/package.json")).resolve(name));
	} catch {
		// It is not installed.
		return null;
	}
}

/** Some package managers lose the bit. If it cannot be set, the start fails and says so. */
function makeExecutable(path: string): void {
	try {
		accessSync(path, constants.X_OK);
	} catch {
		chmodSync(path, 0o755);
	}
}

async function findFreePort(): Promise<number> {
	const server = createServer();
	server.listen(0, HOST);
	await once(server, "listening");
	const address = server.address();
	await new Promise((closed) => server.close(closed));
	if (address === null || typeof address === "string") throw new Error("There is no free port.");
	return address.port;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The children that run. They must not outlive this process, and share one set of listeners. */
class Children {
	readonly #running = new Set<ChildProcess>();
	#isListening = false;

	add(child: ChildProcess): void {
		if (!this.#isListening) this.#listen();
		this.#running.add(child);
	}

	delete(child: ChildProcess): void {
		this.#running.delete(child);
	}

	#listen(): void {
		this.#isListening = true;
		process.once("exit", this.#killAll);
		for (const signal of SIGNALS) process.on(signal, this.#handleSignal);
	}

	readonly #killAll = () => {
		for (const child of this.#running) child.kill("SIGTERM");
		this.#running.clear();
	};

	/** A host with a handler of its own decides when to exit. A host without one is ended by the signal, as is Node's default. */
	readonly #handleSignal = (signal: NodeJS.Signals) => {
		if (process.listenerCount(signal) > 1) return;
		this.#killAll();
		for (const name of SIGNALS) process.off(name, this.#handleSignal);
		process.kill(process.pid, signal);
	};
}

const children = new Children();
