/**
 * Settings of Rivet, by the environment variables that it and an engine it starts read.
 *
 * - Without telemetry: an engine reports crashes and its use to Rivet otherwise.
 * - Thousandths of a core: a single engine on a busy machine would leave most of its work to other engines, so that new
 *   workspaces wait 15 s and more.
 */
const ENGINE_DEFAULTS = {
	RIVET__TELEMETRY__ENABLED: "false",
	RIVET__RUNTIME__WORKER_CPU_MAX: "1000000",
} as const;

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
