import type { HostConnection } from "../host/workspaceHost.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { AccessExpiry } from "../presence/AccessExpiry.ts";

/** A lasting connection, to be closed. */
export type ClosableConnection = Pick<HostConnection, "id" | "expiresAt" | "close">;

interface ConnectionCareDeps {
	clients(): readonly ClosableConnection[];
	readonly log: WorkspaceLog;
	/** How long a connection may call no action, in milliseconds. */
	readonly silenceMs: number;
}

const CHECK_MS = 30_000;

/** Closes connections without a client behind them, and those of people whose access has ended. */
export class ConnectionCare {
	readonly #deps: ConnectionCareDeps;
	readonly #lastActivity = new Map<string, number>();
	readonly #expiry: AccessExpiry;
	#timer: NodeJS.Timeout | undefined;
	#startedAt = 0;

	constructor(deps: ConnectionCareDeps) {
		this.#deps = deps;
		this.#expiry = new AccessExpiry({
			clients: deps.clients,
			onClosed: (count) => deps.log("info", "access_expired", { connections: count }),
		});
	}

	start(): void {
		this.#startedAt = Date.now();
		this.#timer = setInterval(() => this.#closeSilent(), CHECK_MS);
		this.#expiry.check();
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#expiry.stop();
	}

	/** A connection was opened. */
	open(connectionId: string): void {
		this.recordActivity(connectionId);
		this.#expiry.check();
	}

	/** A connection has called an action. */
	recordActivity(connectionId: string): void {
		this.#lastActivity.set(connectionId, Date.now());
	}

	forget(connectionId: string): void {
		this.#lastActivity.delete(connectionId);
	}

	/** One that was restored when the actor woke shows activity soon: its page is told to load its list. */
	#closeSilent(): void {
		const now = Date.now();
		const silent = this.#deps.clients().filter(({ id }) => {
			const last = this.#lastActivity.get(id);
			return last === undefined ? now - this.#startedAt >= CHECK_MS : now - last > this.#deps.silenceMs;
		});
		for (const connection of silent) void connection.close("silent");
		if (silent.length > 0) this.#deps.log("info", "connections_closed", { connections: silent.length });
	}
}
