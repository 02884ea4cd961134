/** An engine reports crashes and its use to Rivet otherwise. */
const WITHOUT_TELEMETRY = { RIVET__TELEMETRY__ENABLED: "false" } as const;

/**
 * Thousandths of a core: a single engine on a busy machine would leave most of its work to other engines, so that new
 * workspaces wait 15 s and more.
 */
const ON_A_BUSY_MACHINE = { RIVET__RUNTIME__WORKER_CPU_MAX: "1000000" } as const;

/**
 * How soon workspaces are open again after something was killed, in milliseconds. docs/self-hosting.md says what each
 * does, and why these values.
 */
const AFTER_A_KILL = {
	// Not `ENVOY_LOST_THRESHOLD`: a server that misses its engine for that long loses its workspaces (docs/upstream.md).
	RIVET__PEGBOARD__ENVOY_ELIGIBLE_THRESHOLD: "4000",
	RIVET__PEGBOARD__ENVOY_UPDATE_PING_INTERVAL: "1000",
	// For a server that is killed while a workspace leaves it: 30 minutes by default. Leaving takes 15 s at most.
	RIVET__PEGBOARD__ACTOR_STOP_THRESHOLD: "20000",
	// While there is no server, every visit doubles the wait for the next try: up to 9 minutes by default, here 4 s.
	RIVET__PEGBOARD__BASE_RETRY_TIMEOUT: "500",
	RIVET__PEGBOARD__RESCHEDULE_BACKOFF_MAX_EXPONENT: "3",
} as const;

/**
 * How long an engine goes on after SIGTERM, in seconds. By default it waits for open connections for up to ten minutes,
 * in which it places no workspaces any more.
 */
const ON_SIGTERM = {
	RIVET__RUNTIME__GUARD_SHUTDOWN_DURATION: "2",
	RIVET__RUNTIME__WORKER_SHUTDOWN_DURATION: "2",
	RIVET__RUNTIME__FORCE_SHUTDOWN_DURATION: "5",
} as const;

/** Settings of Rivet, by the environment variables that an engine reads. */
export const ENGINE_DEFAULTS = { ...WITHOUT_TELEMETRY, ...ON_A_BUSY_MACHINE, ...AFTER_A_KILL, ...ON_SIGTERM } as const;

/**
 * Only errors; and none of two modules that read an actor's database after it was closed, which puts two errors with
 * backtraces into the log for each workspace that goes to sleep.
 */
const LOG_DEFAULTS = {
	RUST_LOG: "error,rivetkit_core::actor::sqlite=off,rivetkit_core::actor::schedule=off",
} as const;

/** Applies the settings for an engine that this process starts, unless the host has set them. */
export function applyEngineDefaults(): void {
	for (const [name, value] of Object.entries(ENGINE_DEFAULTS)) process.env[name] ??= value;
}

/** Makes the log of a healthy server look healthy, unless the host has chosen what is logged. */
export function applyLogDefaults(): void {
	for (const [name, value] of Object.entries(LOG_DEFAULTS)) process.env[name] ??= value;
}

/** Set by `workspace-chat dev` where it ends the engine together with the server. */
export const ENDS_ENGINE = "WORKSPACE_CHAT_ENDS_ENGINE";
