import { join } from "node:path";

const HOST = "127.0.0.1";
const PEER_DISTANCE = 1;
const METRICS_DISTANCE = 2;

/** The offsets of the other ports that the engine opens. */
export const NEIGHBOURS = [PEER_DISTANCE, METRICS_DISTANCE] as const;

/** The configuration of a Rivet engine for one process of actors on one machine. */
export function engineConfig(folder: string, port: number) {
	return {
		guard: { host: HOST, port },
		api_peer: { host: HOST, port: port + PEER_DISTANCE },
		metrics: { host: HOST, port: port + METRICS_DISTANCE },
		file_system: { path: join(folder, "db") },
		pegboard: ONE_PROCESS,
		// Everything stays on this machine.
		telemetry: { enabled: false },
		runtime: { worker_load_shedding_curve: NEVER_SHED },
	};
}

// The defaults are for many processes, where a lost one may return. Here a lost process stays lost,
// so after a restart actors are placed on the new one at once, instead of waiting up to 30 s for the old one.
const ONE_PROCESS = {
	base_retry_timeout: 500,
	reschedule_backoff_max_exponent: 1,
	envoy_load_balancer: { newest_ping_timestamp: {} },
	envoy_update_ping_interval: 1_000,
	envoy_eligible_threshold: 3_000,
	envoy_lost_threshold: 5_000,
};

// Both in thousandths: the machine's load, and the work accepted at that load. By default an engine on a busy
// machine leaves most of its work to other engines. Here is no other, so new workspaces would wait 15 s and more.
const NEVER_SHED = [
	[999, 1000],
	[1000, 999],
];
