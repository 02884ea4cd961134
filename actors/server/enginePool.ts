import * as v from "valibot";
import type { Environment } from "./productionProblem.ts";

/** An engine, and the group of servers that workspaces are placed on. */
export interface EnginePool {
	/** The engine's address, which may contain the namespace and the token: `https://namespace:token@host`. */
	readonly endpoint: string;
	readonly namespace: string;
	readonly token: string | undefined;
	readonly name: string;
}

/** What the host has decided in code. */
export interface PoolChoice {
	readonly namespace?: string | undefined;
	readonly token?: string | undefined;
	readonly envoy?: { readonly poolName?: string | undefined } | undefined;
}

export function findPool(endpoint: string, environment: Environment, choice: PoolChoice = {}): EnginePool {
	const { username, password } = new URL(endpoint);
	return {
		endpoint,
		namespace: choice.namespace ?? (decodeURIComponent(username) || environment.RIVET_NAMESPACE || "default"),
		token: choice.token ?? (decodeURIComponent(password) || environment.RIVET_TOKEN),
		name: choice.envoy?.poolName ?? (environment.RIVET_POOL || "default"),
	};
}

const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Makes the pool unless there is one. An engine refuses servers of a pool that it does not know, and Rivet makes one only
 * on engines at a loopback address. Never rejects: an engine that somebody else manages may allow none of this, and has
 * the pool.
 */
export async function ensurePool(pool: EnginePool): Promise<void> {
	try {
		const { runner_configs: known } = v.parse(poolsSchema, await request(pool, "runner-configs"));
		if (pool.name in known) return;
		const { datacenters } = v.parse(datacentersSchema, await request(pool, "datacenters"));
		const config = { normal: {}, drain_on_version_upgrade: true };
		const body = { datacenters: Object.fromEntries(datacenters.map(({ name }) => [name, config])) };
		await request(pool, `runner-configs/${encodeURIComponent(pool.name)}`, body);
	} catch {
		// If it was needed, the server is told so when it connects.
	}
}

/** The engine has answered something else than what was asked for. */
class UnexpectedAnswer extends Error {
	readonly status: number;
	readonly body: unknown;

	constructor(status: number, body: unknown) {
		super(`The engine answered ${status}.`);
		this.status = status;
		this.body = body;
	}
}

/** What stands in front of an engine also answers 403, for routes that it closes. This is the engine's own answer. */
const forbiddenSchema = v.object({ group: v.literal("api"), code: v.literal("forbidden") });

/**
 * The HTTP status with which the engine refuses the pool's token; null when it takes the token, or does not say that it
 * refuses it.
 */
export async function findTokenRefusal(pool: EnginePool): Promise<number | null> {
	try {
		await request(pool, "datacenters");
		return null;
	} catch (error) {
		return error instanceof UnexpectedAnswer && v.is(forbiddenSchema, error.body) ? error.status : null;
	}
}

/** Whether any server of the namespace is connected to the engine; null when the engine does not say it. */
export async function hasServer(pool: EnginePool): Promise<boolean | null> {
	try {
		const { envoys } = v.parse(serversSchema, await request(pool, "envoys"));
		return envoys.length > 0;
	} catch {
		return null;
	}
}

const serversSchema = v.object({ envoys: v.array(v.unknown()) });
const poolsSchema = v.object({ runner_configs: v.record(v.string(), v.unknown()) });
const datacentersSchema = v.object({ datacenters: v.array(v.object({ name: v.string() })) });

async function request({ endpoint, namespace, token }: EnginePool, path: string, body?: unknown): Promise<unknown> {
	const { protocol, host, pathname } = new URL(endpoint);
	const base = `${protocol.replace("ws", "http")}//${host}${pathname.replace(/\/?$/, "/")}`;
	const url = new URL(path, base);
	url.searchParams.set("namespace", namespace);
	const response = await fetch(url, {
		signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
		headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
		...(body !== undefined && { method: "PUT", body: JSON.stringify(body) }),
	});
	if (!response.ok) throw new UnexpectedAnswer(response.status, await response.json().catch(() => null));
	return response.json();
}
