import type { Registry, RegistryActors } from "rivetkit";

/** Rivet's counters of the connection to the engine, since the process began. */
export interface ConnectionCounts {
	/** Connections that were opened: each begins with a message of this kind. */
	readonly opened: number;
	/** Connections that have ended. */
	readonly ended: number;
	/** Answers to the engine's signs of life, which come about once a second. */
	readonly pongs: number;
}

const SENT = "rivet_rivetkit_envoy_client_ws_tx_lock_hold_duration_seconds_count";
const ENDED = "rivet_rivetkit_envoy_client_ws_session_duration_seconds_count";

/** @returns Null when Rivet does not count them, as another version may not. */
export function parseConnectionCounts(metrics: string): ConnectionCounts | null {
	const lines = metrics.split("\n");
	const opened = readCounter(lines, `${SENT}{message_kind="metadata"}`);
	const ended = readCounter(lines, ENDED);
	if (opened === null || ended === null) return null;
	return { opened, ended, pongs: readCounter(lines, `${SENT}{message_kind="pong"}`) ?? 0 };
}

function readCounter(lines: readonly string[], name: string): number | null {
	const line = lines.find((text) => text.startsWith(`${name} `));
	const value = line === undefined ? Number.NaN : Number(line.slice(name.length + 1));
	return Number.isFinite(value) ? value : null;
}

/**
 * Whether a server is connected to its engine, by Rivet's own counters: its `health()` says `ok` for a while after
 * the connection was lost, and the engine may answer long before Rivet has connected again.
 */
export class EngineConnection {
	/** The last end of a connection that was noticed, and how many signs of life there had been by then. */
	#loss = { ended: 0, pongs: 0 };

	/** @param counts - Null when they are not known: then nothing speaks against it. */
	isOpen(counts: ConnectionCounts | null): boolean {
		if (!counts) return true;
		const { opened, ended, pongs } = counts;
		if (ended !== this.#loss.ended) this.#loss = { ended, pongs };
		// A connection that ended before its first message is counted as ended only: the next sign of life puts that right.
		return opened > ended || pongs > this.#loss.pongs;
	}
}

/** Never rejects. */
export async function readConnectionCounts(
	registry: Pick<Registry<RegistryActors>, "routes">,
): Promise<ConnectionCounts | null> {
	try {
		const response = await registry.routes.prometheusMetrics();
		return response.ok ? parseConnectionCounts(await response.text()) : null;
	} catch {
		return null;
	}
}
