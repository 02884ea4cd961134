import { type Registry, type RegistryActors, type RegistryConfigInput, setup } from "rivetkit";
import * as v from "valibot";
import { isConnectionRefused } from "../errors/connectionRefused.ts";
import { drainWorkspaces } from "../lifecycle/drain.ts";
import { stopLocalSandboxes } from "../sandbox/local.ts";
import { describeIssue } from "../text/describeIssue.ts";
import { retry } from "../timing/retry.ts";
import { delay } from "../timing/timeouts.ts";
import { applyEngineDefaults, applyLogDefaults, ENDS_ENGINE } from "./engineDefaults.ts";
import { ensurePool, findPool } from "./enginePool.ts";
import { findTokenProblem } from "./engineToken.ts";
import { type HealthServer, listenForProbes } from "./health.ts";
import { type LocalEngine, localEngineOf, locateEngine, readEnginePid } from "./localEngine.ts";
import { findLocalEngineProblem } from "./localEngineProblem.ts";
import {
	type Environment,
	findEndpoint,
	findEndpointProblem,
	findProductionProblem,
	reachesEngineDirectly,
	type StartProblem,
} from "./productionProblem.ts";

/** The options of `serve`. */
export interface ServeOptions {
	/**
	 * How long turns may go on after SIGTERM, in milliseconds. Whoever sends SIGTERM must wait at least as long before
	 * SIGKILL. Default: two minutes in production, else 0.
	 */
	readonly turnGraceMs?: number | undefined;
	/**
	 * A port on which the server answers `GET /livez` and `GET /readyz`, for the probes of an orchestrator: see
	 * {@link answerProbe}. Default: none.
	 */
	readonly healthPort?: number | undefined;
}

/** In development a server is ended to run its next version. */
function defaultTurnGraceMs({ NODE_ENV }: Environment): number {
	return NODE_ENV === "production" ? 120_000 : 0;
}

/**
 * Serves workspaces until the process is ended: what Rivet's `setup` and `registry.start()` do, and
 *
 * - says at which `endpoint` pages find it, and how it ends,
 * - ends with exit code 1 and what to do about it when it cannot start, or when something is missing in production:
 *   an engine, or the version of the server,
 * - ends on SIGINT and SIGTERM once workspaces were released and the sandboxes of `local()` stopped, and at once when
 *   another comes more than a second later,
 * - sets Rivet's environment variables for an engine on a busy machine, without telemetry, and for a log in which only
 *   errors are, unless they are set.
 *
 * Without `endpoint` and outside of production it uses the Rivet engine of this machine, and starts it if none runs.
 *
 * On SIGTERM, which is how deploys end a server, it begins no more turns and lets those that run go on for
 * `turnGraceMs`. What is prompted meanwhile stays queued for the next server.
 *
 * @param config - What Rivet's `setup` takes.
 * @param options - How the server ends, and where it says how it is.
 * @returns The registry, once the server is ready.
 * @example
 * const workspace = createWorkspace({ sandbox: local() });
 * await serve({ use: { workspace } });
 */
export async function serve<Actors extends RegistryActors>(
	config: RegistryConfigInput<Actors>,
	options: ServeOptions = {},
): Promise<Registry<Actors>> {
	const { turnGraceMs = defaultTurnGraceMs(process.env), healthPort } = Object(options) as ServeOptions;
	const problem =
		findArgumentProblem(config, options) ??
		findEndpointProblem(process.env, config) ??
		findProductionProblem(process.env, config) ??
		(await findLocalProblem(config)) ??
		(await findReachProblem(config));
	if (problem) exitWith(problem);
	const endpoint = findEndpoint(process.env, config);
	if (endpoint !== null) await ensurePool(findPool(endpoint, process.env, config));
	applyEngineDefaults();
	applyLogDefaults();
	// Rivet logs an error without it. Nothing is drained on a server's own engine, so any will do.
	process.env.RIVET_ENVOY_VERSION ??= "1";
	const registry = setup({
		...config,
		noWelcome: true,
		shutdown: { ...config.shutdown, disableSignalHandlers: true },
	});
	const health = healthPort === undefined ? null : await openHealthPort(registry, healthPort);
	endOnSignals(registry, turnGraceMs, health);
	await registry.startAndWait().catch((error: unknown) => exitWith(startProblem(config, error)));
	console.info(await describeServer(config));
	return registry;
}

const portSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));
/** The part that Rivet does not check before it starts, or in JSON. */
const configSchema = v.looseObject({
	use: v.record(v.string(), v.record(v.string(), v.unknown(), "what createWorkspace returns"), "an object of actors"),
	endpoint: v.optional(v.string()),
	namespace: v.optional(v.string()),
	token: v.optional(v.string()),
	enginePort: v.optional(portSchema),
	startEngine: v.optional(v.boolean()),
});
const serveOptionsSchema = v.strictObject({
	turnGraceMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
	healthPort: v.optional(portSchema),
});

function findArgumentProblem(config: unknown, options: unknown): StartProblem | null {
	const issues = v.safeParse(configSchema, config).issues ?? v.safeParse(serveOptionsSchema, options).issues;
	if (!issues) return null;
	return {
		message: `serve() cannot use its options. ${describeIssue(issues)}`,
		hint: "await serve({ use: { workspace } }, { turnGraceMs: 120_000, healthPort: 8081 });    for example",
	};
}

/** Before the engine is reached: a probe is told that the server starts. */
async function openHealthPort(registry: Registry<RegistryActors>, port: number): Promise<HealthServer> {
	return listenForProbes(registry, port).catch((error: unknown) =>
		exitWith({
			message: `The port ${port} of \`healthPort\` cannot be opened: ${messageOf(error)}.`,
			hint: "Give serve() another `healthPort`, or end what uses this one.",
		}),
	);
}

const USAGE = "See docs/deploy.md of workspace-chat, or run `npx workspace-chat doctor`.";

function exitWith({ message, hint }: StartProblem): never {
	const indented = hint.replaceAll(/^/gm, "  ");
	console.error(`\nworkspace-chat: the server could not start.\n\n${message}\n\n${indented}\n\n${USAGE}\n`);
	process.exit(1);
}

async function findLocalProblem(config: RegistryConfigInput<RegistryActors>): Promise<StartProblem | null> {
	let engine: LocalEngine | null;
	try {
		engine = localEngineOf(process.env, config);
	} catch (error) {
		return { message: messageOf(error), hint: "RIVET_RUN_ENGINE_PORT=6520    for example" };
	}
	return engine && findLocalEngineProblem(engine, { environment: process.env, choice: config });
}

/** Servers and their engine are often started together, so it gets this long to answer. */
const ENGINE_START_MS = 10_000;

/** Rivet itself logs several kilobytes of backtraces when nobody listens there. */
async function findReachProblem(config: RegistryConfigInput<RegistryActors>): Promise<StartProblem | null> {
	const endpoint = findEndpoint(process.env, config);
	if (endpoint === null || !reachesEngineDirectly(process.env)) return null;
	const { origin } = new URL(endpoint.replace(/^ws/, "http"));
	const limits = { retryBaseMs: 100, retryMaxMs: 1_000 };
	const signal = AbortSignal.timeout(ENGINE_START_MS);
	try {
		// Any answer will do: what stands in front of an engine may close all routes but those of pages.
		await retry(() => fetch(new URL("/metadata", origin)), { limits, signal, shouldRetry: isConnectionRefused });
	} catch (error) {
		// Rivet may trust a certificate that Node does not, and says itself what else is wrong.
		if (!isConnectionRefused(error)) return null;
		return {
			message: `No Rivet engine answers at ${withoutCredentials(endpoint)}.`,
			hint: "Start it, or correct RIVET_ENDPOINT.",
		};
	}
	return findTokenProblem(endpoint, { environment: process.env, choice: config });
}

function startProblem(config: RegistryConfigInput<RegistryActors>, error: unknown): StartProblem {
	const endpoint = findEndpoint(process.env, config);
	return {
		message: messageOf(error),
		hint:
			endpoint === null
				? `The engine’s log is in ${locateEngine(process.env).storage}/.rivetkit/var/logs/rivet-engine.`
				: `Check that the engine at ${withoutCredentials(endpoint)} runs, and that RIVET_TOKEN is right.`,
	};
}

/** Rivet's native half passes its errors on as JSON in a message. */
const NATIVE_ERROR = /^__RIVET_ERROR_JSON__:(.*)$/s;

const nativeErrorSchema = v.pipe(v.string(), v.parseJson(), v.object({ message: v.string() }));

function messageOf(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	const parsed = v.safeParse(nativeErrorSchema, NATIVE_ERROR.exec(message)?.[1]);
	return parsed.success ? parsed.output.message : message;
}

/** An endpoint may contain the namespace and the token: `https://namespace:token@host`. */
function withoutCredentials(endpoint: string): string {
	const url = URL.parse(endpoint);
	return url ? `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, "")}` : endpoint;
}

async function describeServer(config: RegistryConfigInput<RegistryActors>): Promise<string> {
	const names = Object.keys(config.use).join(", ");
	const engine = localEngineOf(process.env, config);
	const endpoint = engine?.endpoint ?? withoutCredentials(findEndpoint(process.env, config) ?? "");
	if (process.env.NODE_ENV === "production") return `workspace-chat serves ${names} on the engine at ${endpoint}`;
	return `
  workspace-chat serves ${names}
  for your page:  endpoint="${endpoint}"

  ${await describeEnd(engine)}
`;
}

async function describeEnd(engine: LocalEngine | null): Promise<string> {
	if (process.env[ENDS_ENGINE]) return "Ctrl-C ends this server, and the engine.";
	const pid = engine && (await readEnginePid(engine));
	const ending = "Ctrl-C ends this server.";
	if (pid === null) return ending;
	return `${ending} The engine (process ${pid}) goes on, for the next start; to end it: kill ${pid}`;
}

/** Whoever forwards a signal to its child (npm, `node --watch`) sends a Ctrl-C that the terminal has already sent. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Rivet reports the end of its shutdown when what it tells the engine still waits to be sent, by a thread of its own. A
 * workspace whose end the engine has not heard of is opened nowhere for as long as `ACTOR_STOP_THRESHOLD`.
 */
const LAST_WORDS_MS = 500;

function endOnSignals(
	registry: Pick<Registry<RegistryActors>, "shutdown">,
	turnGraceMs: number,
	health: HealthServer | null,
): void {
	let endingSince: number | null = null;
	const end = async (graceMs: number) => {
		if (endingSince !== null) {
			if (performance.now() - endingSince > SAME_SIGNAL_MS) process.exit(1);
			return;
		}
		endingSince = performance.now();
		await drainWorkspaces(graceMs);
		await registry.shutdown();
		await Promise.all([stopLocalSandboxes(), delay(LAST_WORDS_MS, new AbortController().signal)]);
		await health?.close();
		process.exit(0);
	};
	process.on("SIGTERM", () => void end(turnGraceMs));
	// Somebody at a terminal waits for it.
	process.on("SIGINT", () => void end(0));
}
