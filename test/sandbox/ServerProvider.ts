import { join } from "node:path";
import { SandboxDestroyedError } from "sandbox-agent";
import type { SandboxProvider } from "../../actors/sandbox/index.ts";
import { type AgentScript, installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { SandboxServer } from "../session/SandboxServer.ts";

/** Read for each new sandbox. */
export interface ServerProviderOptions {
	/** Contains a folder for each sandbox, named by its id. */
	readonly folder: string;
	readonly script: AgentScript;
	readonly flags?: string | undefined;
}

/** A provider of real sandboxes that can crash and disappear. Each is a server with an agent and its own folder. */
export class ServerProvider implements SandboxProvider {
	readonly name = "servers";
	readonly #options: ServerProviderOptions;
	readonly #servers = new Map<string, SandboxServer>();
	#created = 0;

	constructor(options: ServerProviderOptions) {
		this.#options = options;
	}

	readonly create = async (): Promise<string> => {
		const id = `made-${++this.#created}`;
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

	/** How many sandboxes were created so far. */
	created(): number {
		return this.#created;
	}

	/** How many sandboxes there are now. */
	existing(): number {
		return this.#servers.size;
	}

	readonly getUrl = async (id: string): Promise<string> => this.#find(id).address.baseUrl;
	readonly getToken = async (id: string): Promise<string> => this.#find(id).address.token;

	/** Ends every server like a crash. The sandboxes stay. */
	async crash(): Promise<void> {
		await Promise.all([...this.#servers.values()].map((server) => server.kill()));
	}

	/** Removes a sandbox with everything in it. */
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
