import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { HostConnection } from "../host/workspaceHost.ts";

interface StaleConnectionCloserDeps {
	readonly events: WorkspaceEventHub;
	/** How long a restored connection may take to show activity, and the interval between checks, in milliseconds. */
	readonly graceMs: number;
	/** How long a connection that has shown activity may be silent, in milliseconds. */
	readonly silenceMs: number;
	clients(): readonly HostConnection[];
}

/**
 * Closes connections without a client behind them. When a client goes away while the process or the engine is down, its
 * disconnect is never reported, and Rivet restores its connection together with the live ones: it would keep the actor
 * awake forever. So a connection without activity soon after waking is closed, and later one that was silent for long.
 * A client that is still there reconnects.
 */
export class StaleConnectionCloser {
	readonly #deps: StaleConnectionCloserDeps;
	readonly #lastActivity = new Map<string, number>();
	#timer: NodeJS.Timeout | undefined;

	constructor(deps: StaleConnectionCloserDeps) {
		this.#deps = deps;
	}

	/** The connection was opened or called an action. */
	recordActivity(connectionId: string): void {
		this.#lastActivity.set(connectionId, Date.now());
	}

	forget(connectionId: string): void {
		this.#lastActivity.delete(connectionId);
	}

	/** Whether the connection has shown activity since the actor woke. */
	wasActive(connectionId: string): boolean {
		return this.#lastActivity.has(connectionId);
	}

	/** Checks all connections at intervals from now on. */
	start(): void {
		clearInterval(this.#timer);
		this.#timer = setInterval(() => this.#closeStale(), this.#deps.graceMs);
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	#closeStale(): void {
		const stale = this.#deps.clients().filter((connection) => this.#isStale(connection));
		for (const connection of stale) void connection.close("silent");
		if (stale.length > 0) this.#deps.events.emit("staleConnectionsClosed", { count: stale.length });
	}

	#isStale({ id }: HostConnection): boolean {
		const lastActivity = this.#lastActivity.get(id);
		return lastActivity === undefined || Date.now() - lastActivity > this.#deps.silenceMs;
	}
}
