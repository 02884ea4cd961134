import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { EngineNode } from "../harness/engineNode.ts";
import { type SandboxServer, startSandboxServer } from "../harness/sandboxServer.ts";
import { startWorkspaceProcess, type WorkspaceProcess } from "../harness/startWorkspaceProcess.ts";
import { waitFor } from "../harness/waitFor.ts";
import { Balancer } from "./Balancer.ts";
import type { ClusterServices } from "./services/findServices.ts";
import { startNats } from "./services/nats.ts";
import { startPostgres } from "./services/postgres.ts";
import type { Topology } from "./topologies.ts";

const MAIN = fileURLToPath(new URL("./runServer.ts", import.meta.url));

/** How long turns may go on after SIGTERM: longer than those of the scenarios. */
export const TURN_GRACE_MS = 60_000;

/** A server with workspaces. */
export interface ClusterServer {
	readonly process: WorkspaceProcess;
	/** The release it belongs to. */
	readonly version: number;
}

const holdsSchema = v.object({ workspaceId: v.string() });

interface ClusterOptions {
	/** Times the pauses of the demo agent. Default: 0.1. */
	readonly pace?: number | undefined;
}

/** Engines, servers and a sandbox, each in a process of its own. */
export class Cluster {
	readonly endpoint: string;
	readonly #engines: readonly EngineNode[];
	readonly #folder: string;
	readonly #closers: readonly (() => Promise<void>)[];
	readonly #servers = new Set<ClusterServer>();
	/** The server on which somebody has opened a workspace last. */
	readonly #holders = new Map<string, ClusterServer>();
	readonly #sandboxEnvironment: Parts["sandboxEnvironment"];
	#sandbox: SandboxServer;
	#version = 1;

	private constructor({ endpoint, engines, folder, closers, sandbox, sandboxEnvironment }: Parts) {
		this.endpoint = endpoint;
		this.#engines = engines;
		this.#folder = folder;
		this.#closers = closers;
		this.#sandbox = sandbox;
		this.#sandboxEnvironment = sandboxEnvironment;
	}

	static async start(
		{ engines, servers }: Topology,
		services: ClusterServices,
		{ pace = 0.1 }: ClusterOptions = {},
	): Promise<Cluster> {
		const folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
		const sandboxEnvironment = { WORKSPACE_CHAT_DEMO_PACE: String(pace) };
		const sandbox = await startSandboxServer(join(folder, "agents"), { environment: sandboxEnvironment });
		const parts = { folder, sandbox, sandboxEnvironment };
		const cluster = new Cluster({ ...parts, ...(await startEngines(engines, folder, services)) });
		await Promise.all(Array.from({ length: servers }, () => cluster.startServer()));
		return cluster;
	}

	/** Starts a server of the newest release, and waits until the engine can place workspaces on it. */
	async startServer(): Promise<ClusterServer> {
		const environment = {
			NODE_ENV: "production",
			RIVET_ENDPOINT: this.endpoint,
			RIVET_ENVOY_VERSION: String(this.#version),
			RUST_LOG: "off",
			RIVET_LOG_LEVEL: "silent",
			TEST_TURN_GRACE_MS: String(TURN_GRACE_MS),
		};
		const started = startWorkspaceProcess({ folder: this.#folder, environment }, this.#sandbox, {
			main: MAIN,
			onOutput: () => undefined,
			onMessage: (message) => {
				const parsed = v.safeParse(holdsSchema, message);
				if (parsed.success) this.#holders.set(parsed.output.workspaceId, server);
			},
		});
		const server: ClusterServer = { process: started, version: this.#version };
		this.#servers.add(server);
		await waitFor(started.isServing, "a server", 60_000);
		return server;
	}

	/** Starts as many servers of the next release as there are, and returns those of the one before. */
	async startNextRelease(): Promise<readonly ClusterServer[]> {
		const older = [...this.#servers];
		this.#version += 1;
		await Promise.all(older.map(() => this.startServer()));
		return older;
	}

	get engines(): readonly EngineNode[] {
		return this.#engines;
	}

	get servers(): readonly ClusterServer[] {
		return [...this.#servers];
	}

	/** The server on which the workspace is open. */
	holderOf(workspaceId: string): ClusterServer {
		const holder = this.#holders.get(workspaceId);
		if (!holder) throw new Error(`Nobody has opened ${workspaceId}.`);
		return holder;
	}

	/** Ends a server with the signal, and waits until it is gone. */
	async endServer(server: ClusterServer, signal: EndSignal): Promise<void> {
		this.#servers.delete(server);
		await (signal === "SIGKILL" ? server.process.kill() : server.process.end());
	}

	/** Kills the sandbox-agent server and its agents, and starts another at the same address. */
	async restartSandbox(): Promise<void> {
		const { baseUrl, token } = this.#sandbox;
		await this.#sandbox.stop();
		const port = Number(new URL(baseUrl).port);
		const environment = this.#sandboxEnvironment;
		this.#sandbox = await startSandboxServer(join(this.#folder, "agents"), { port, token, environment });
	}

	async stop(): Promise<void> {
		await Promise.all(this.servers.map((server) => this.endServer(server, "SIGKILL")));
		await this.#sandbox.stop();
		await Promise.all(this.#engines.map((engine) => engine.end("SIGKILL")));
		for (const close of this.#closers) await close();
		await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** How a node ends: without warning, or as a deploy ends it. */
export type EndSignal = "SIGKILL" | "SIGTERM";

interface Engines {
	/** Where servers and pages reach them. */
	readonly endpoint: string;
	readonly engines: readonly EngineNode[];
	/** Stop what they need. */
	readonly closers: readonly (() => Promise<void>)[];
}

interface Parts extends Engines {
	readonly folder: string;
	readonly sandbox: SandboxServer;
	readonly sandboxEnvironment: Readonly<Record<string, string>>;
}

async function startEngines(
	kind: Topology["engines"],
	folder: string,
	{ postgres: bin, nats: program }: ClusterServices,
): Promise<Engines> {
	if (kind === "files") {
		const engine = await EngineNode.start({ folder: join(folder, "engine") });
		return { endpoint: engine.endpoint, engines: [engine], closers: [] };
	}
	const postgres = await startPostgres(bin ?? "");
	if (kind === "postgres") {
		const config = { postgres: { url: postgres.url } };
		const engine = await EngineNode.start({ folder: join(folder, "engine"), config });
		return { endpoint: engine.endpoint, engines: [engine], closers: [postgres.stop] };
	}
	const nats = await startNats(program ?? "");
	const balancer = await Balancer.start();
	const addresses = [nats.address];
	const config = { nats: { addresses }, postgres: { url: postgres.url, nats: { addresses } } };
	const start = (name: string) =>
		EngineNode.start({ folder: join(folder, name), config, publicUrl: balancer.endpoint });
	const engines = [await start("engine-a"), await start("engine-b")];
	balancer.use(engines.map(({ endpoint }) => endpoint));
	return { endpoint: balancer.endpoint, engines, closers: [() => balancer.stop(), nats.stop, postgres.stop] };
}
