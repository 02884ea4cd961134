import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { Registry, RegistryActors } from "rivetkit";
import * as v from "valibot";
import { workspaceDrain } from "../lifecycle/drain.ts";
import { EngineConnection, readConnectionCounts } from "./engineConnection.ts";
import { localEngineOf } from "./localEngine.ts";
import { findEndpoint, reachesEngineDirectly } from "./productionProblem.ts";

/**
 * How a server is:
 *
 * - `ready`: the engine answers, and can place workspaces here.
 * - `starting`: it has not connected to the engine yet.
 * - `draining`: it ends, and begins no more turns.
 * - `engine_unreachable`: the engine does not answer.
 * - `disconnected`: the engine answers, but this server has lost its connection to it and has not got it back, or has had
 *   no sign of life over it for a while.
 */
export type ReadinessStatus = "ready" | "starting" | "draining" | "engine_unreachable" | "disconnected";

/** What {@link checkReadiness} finds. */
export interface Readiness {
	/** Whether new work should come here. */
	readonly isReady: boolean;
	/** Why it is, or is not. */
	readonly status: ReadinessStatus;
}

/** The part of Rivet's registry that says how it is. */
type ProbedRegistry = Pick<Registry<RegistryActors>, "routes" | "config">;

/**
 * Whether the engine can place workspaces on this server, for a route of your own. Asks the engine, for two seconds at
 * most. Never rejects.
 *
 * @param registry - What `serve()` resolved with, or Rivet's `setup` returned.
 * @example
 * const workspace = createWorkspace({ sandbox: local() });
 * const registry = await serve({ use: { workspace } });
 * const { isReady, status } = await checkReadiness(registry);
 */
export async function checkReadiness(registry: ProbedRegistry): Promise<Readiness> {
	const status = await readStatus(registry);
	return { isReady: status === "ready", status };
}

async function readStatus(registry: ProbedRegistry): Promise<ReadinessStatus> {
	if (workspaceDrain.isDraining) return "draining";
	const [own, counts, isReachable] = await Promise.all([
		readOwnStatus(registry),
		readConnectionCounts(registry),
		reachesEngine(registry),
	]);
	if (own === "not_started") return "starting";
	const isOpen = connectionOf(registry).isOpen(counts);
	// Rivet itself notices only after a while that the engine is gone.
	if (!isReachable) return "engine_unreachable";
	if (own !== "ok" || !isOpen) return haveBeenReady.has(registry) ? "disconnected" : "starting";
	haveBeenReady.add(registry);
	return "ready";
}

const connections = new WeakMap<ProbedRegistry, EngineConnection>();

function connectionOf(registry: ProbedRegistry): EngineConnection {
	const connection = connections.get(registry) ?? new EngineConnection();
	connections.set(registry, connection);
	return connection;
}

/** The engine sends its first sign of life a few seconds after a server has connected. */
const haveBeenReady = new WeakSet<ProbedRegistry>();

const statusSchema = v.object({ status: v.string() });

/** `ok`, `not_started`, or what Rivet says of its connection to the engine. */
async function readOwnStatus(registry: ProbedRegistry): Promise<string> {
	try {
		const response = await registry.routes.health();
		return v.parse(statusSchema, await response.json()).status;
	} catch {
		return "not_started";
	}
}

const REACH_TIMEOUT_MS = 2_000;

async function reachesEngine({ config }: ProbedRegistry): Promise<boolean> {
	if (!reachesEngineDirectly(process.env)) return true;
	const endpoint = findEndpoint(process.env, config) ?? localEngineOf(process.env, config)?.endpoint;
	if (endpoint === undefined) return true;
	const { origin } = new URL(endpoint.replace(/^ws/, "http"));
	try {
		// Any answer will do: what stands in front of an engine may close all routes but those of pages.
		const response = await fetch(new URL("/metadata", origin), { signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
		await response.body?.cancel();
		return response.status < 500;
	} catch {
		return false;
	}
}

/**
 * Answers the probes of an orchestrator and of a load balancer, for an HTTP server of your own that works with web
 * requests (Hono, Next.js, Bun, Deno). `serve(config, { healthPort })` has them on a port of its own.
 *
 * - `GET /livez` is 200 as long as the process answers: also while it ends and while the engine is away, because a
 *   restart would help neither.
 * - `GET /readyz` is 200 when the server is ready, else 503. The body says why: `{ "status": "draining" }`.
 *
 * @param request - Only its method and the last part of its path are read.
 * @returns Null for any other request.
 * @example
 * const workspace = createWorkspace({ sandbox: local() });
 * const registry = await serve({ use: { workspace } });
 * const fetch = async (request: Request) =>
 * 	(await answerProbe(request, registry)) ?? new Response("Not found", { status: 404 });
 */
export async function answerProbe(
	request: Pick<Request, "method" | "url">,
	registry: ProbedRegistry,
): Promise<Response | null> {
	if (request.method !== "GET" && request.method !== "HEAD") return null;
	const { pathname } = new URL(request.url);
	if (pathname.endsWith("/livez")) return createResponse(200, { status: "live" });
	if (!pathname.endsWith("/readyz")) return null;
	const { isReady, status } = await checkReadiness(registry);
	return createResponse(isReady ? 200 : 503, { status });
}

function createResponse(status: number, body: unknown): Response {
	return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** What a client sends as the path can be no path. */
const NO_PATH = new URL("http://localhost");

/** Answers probes on a port of its own. */
export interface HealthServer {
	/** Closes it, whoever is connected. */
	close(): Promise<void>;
}

/**
 * Listens on all addresses: probes come from other machines.
 *
 * @throws When the port is taken, or cannot be opened.
 */
export async function listenForProbes(registry: ProbedRegistry, port: number): Promise<HealthServer> {
	const server = createServer((request, response) => {
		const { method = "", url = "/" } = request;
		const { href } = URL.parse(url, "http://localhost") ?? NO_PATH;
		void answerProbe({ method, url: href }, registry).then((answer) => write(response, answer));
	});
	server.listen(port);
	await once(server, "listening");
	return {
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function write(response: ServerResponse, answer: Response | null): Promise<void> {
	response.writeHead(answer?.status ?? 404, Object.fromEntries(answer?.headers ?? []));
	response.end(answer ? await answer.text() : "Not found");
}
