import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SandboxAddress } from "../../actors/sandbox/index.ts";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { waitFor } from "../harness/waitFor.ts";

const TOKEN = "a-token-that-must-not-leak";

/** A sandbox-agent server in its own process, which a test can kill and restart on the same port. */
export class SandboxServer {
	readonly #environment: NodeJS.ProcessEnv;
	readonly #port: number;
	#child: ChildProcess | undefined;

	private constructor(environment: NodeJS.ProcessEnv, port: number) {
		this.#environment = environment;
		this.#port = port;
	}

	/** @param environment - Added to this process's environment, for the server and its agents. */
	static async start(agentsDirectory: string, environment: NodeJS.ProcessEnv = {}): Promise<SandboxServer> {
		const all = { ...process.env, ...environment, XDG_DATA_HOME: agentsDirectory };
		const server = new SandboxServer(all, await freePort());
		await server.start();
		return server;
	}

	get address(): SandboxAddress & { readonly token: string } {
		return { baseUrl: `http://127.0.0.1:${this.#port}`, token: TOKEN };
	}

	async start(): Promise<void> {
		const args = ["server", "--host", "127.0.0.1", "--port", String(this.#port), "--token", TOKEN, "--no-telemetry"];
		this.#child = spawn(binaryPath(), args, { stdio: "ignore", env: this.#environment });
		await this.#waitUntilUp();
	}

	isRunning(): boolean {
		return this.#child?.exitCode === null && this.#child.signalCode === null;
	}

	/** Ends it like a crash. */
	async kill(): Promise<void> {
		const child = this.#child;
		if (!child || !this.isRunning()) return;
		child.kill("SIGKILL");
		await once(child, "exit");
	}

	async #waitUntilUp(): Promise<void> {
		const isUp = async () => (await fetch(`http://127.0.0.1:${this.#port}/`)).status > 0;
		await waitFor(isUp, "the sandbox server to answer");
	}
}

function binaryPath(): string {
	const require = createRequire(import.meta.url);
	return join(
		dirname(require.resolve(`@sandbox-agent/cli-${process.platform}-${process.arch}/package.json`)),
		"bin/sandbox-agent",
	);
}
