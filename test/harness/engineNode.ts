import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getEnginePath } from "@rivetkit/engine-cli";
import { ENGINE_DEFAULTS } from "../../actors/server/engineDefaults.ts";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { isRunning } from "../../demo/server/engine/stopProcess.ts";
import { waitFor } from "./waitFor.ts";

const HOST = "127.0.0.1";

/** The offsets of the other ports that the engine opens. */
const NEIGHBOURS = [1, 2];

export interface EngineNodeOptions {
	/** Contains its configuration, its log, and its data unless `config` says otherwise. */
	readonly folder: string;
	/** What is added to its configuration: a database. Default: files in `folder`. */
	readonly config?: Readonly<Record<string, unknown>> | undefined;
	/** The address that all engines of a datacenter share. Default: its own. */
	readonly publicUrl?: string | undefined;
	/** Additional environment variables. */
	readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** A Rivet engine with a configuration of its own, as `npx workspace-chat engine` runs it. */
export class EngineNode {
	readonly endpoint: string;
	readonly #options: EngineNodeOptions;
	#child: ChildProcess | null = null;

	private constructor(endpoint: string, options: EngineNodeOptions) {
		this.endpoint = endpoint;
		this.#options = options;
	}

	/** Starts it, and waits until it answers. */
	static async start(options: EngineNodeOptions): Promise<EngineNode> {
		const { folder, config = { file_system: { path: join(folder, "db") } }, publicUrl } = options;
		const port = await freePort(NEIGHBOURS);
		const node = new EngineNode(`http://${HOST}:${port}`, options);
		const datacenter = {
			name: "default",
			datacenter_label: 1,
			is_leader: true,
			public_url: publicUrl ?? node.endpoint,
			peer_url: `http://${HOST}:${port + 1}`,
		};
		await mkdir(folder, { recursive: true });
		const whole = {
			guard: { host: HOST, port },
			api_peer: { host: HOST, port: port + 1 },
			metrics: { host: HOST, port: port + 2 },
			topology: { datacenter_label: 1, datacenters: [datacenter] },
			...config,
		};
		await writeFile(join(folder, "engine.json"), JSON.stringify(whole));
		await node.restart();
		return node;
	}

	/** Starts it again where it was. It must have ended. */
	async restart(): Promise<void> {
		const { folder, environment } = this.#options;
		const log = await open(join(folder, "engine.log"), "a");
		const child = spawn(getEnginePath(), ["start", "--config", join(folder, "engine.json")], {
			env: { ...ENGINE_DEFAULTS, ...process.env, ...environment },
			stdio: ["ignore", log.fd, log.fd],
		});
		this.#child = child;
		await log.close();
		const answers = async () => child.exitCode !== null || (await fetch(`${this.endpoint}/health`)).ok;
		await waitFor(answers, "the engine to answer", 60_000);
		if (child.exitCode !== null) throw new Error(`The engine ended. Its log: ${join(folder, "engine.log")}`);
	}

	/** Ends it with the signal, and waits until it is gone. */
	async end(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child;
		if (!child || !isRunning(child)) return;
		child.kill(signal);
		await waitFor(() => !isRunning(child), "the engine to end", 60_000);
	}
}
