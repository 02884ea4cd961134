import { join } from "node:path";
import { SandboxDestroyedError } from "sandbox-agent";
import type { SandboxProvider } from "../../actors/sandbox/index.ts";
import { type AgentScript, installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { SandboxServer } from "../session/SandboxServer.ts";

export interface ServerProviderOptions {
	/** Where its sandboxes are, each a folder of its own. */
	readonly folder: string;
	readonly script: AgentScript;
	readonly flags?: string | undefined;
}

/** A provider of real sandboxes that can fail and vanish: each is a server with an agent, and a folder of its own. */
export class ServerProvider implements SandboxProvider {
	readonly name = "servers";
	readonly #options: ServerProviderOptions;
	readonly #servers = new Map<string, SandboxServer>();
	#made = 0;

	constructor(options: ServerProviderOptions) {
		this.#options = options;
	}

	readonly create = async (): Promise<string> => {
		const id = `made-${++this.#made}`;
		const { folder, script, flags } = this.#options;
		const place = join(folder, id);
		await installScriptedAgent(place, flags, script);
		this.#servers.set(id, await SandboxServer.start(place));
		return id;
	};

	readonly reconnect = async (id: string): Promise<void> => {
		this.#find(id);
	};

	readonly ensureServer = async (id: string): Promise<void> => {
		const server = this.#find(id);
		if (!server.isRunning()) await server.start();
	};

	readonly getUrl = async (id: string): Promise<string> => this.#find(id).address.baseUrl;
	readonly getToken = async (id: string): Promise<string> => this.#find(id).address.token;

	/** The server in the sandbox ends as by a crash; the sandbox stays. */
	async crash(): Promise<void> {
		await Promise.all([...this.#servers.values()].map((server) => server.kill()));
	}

	/** The sandbox is gone, with all that was in it. */
	readonly destroy = async (id: string): Promise<void> => {
		const server = this.#servers.get(id);
		this.#servers.delete(id);
		await server?.kill();
	};

	async destroyAll(): Promise<void> {
		await Promise.all([...this.#servers.keys()].map(this.destroy));
	}

	#find(id: string): SandboxServer {
		const server = this.#servers.get(id);
		if (!server) throw new SandboxDestroyedError(id, this.name);
		return server;
	}
}
