import type { HostConnection } from "../host/workspaceHost.ts";

/**
 * Tells connections that somebody is behind from those that are left over. A client that goes while the process or the
 * engine is dead is never reported as gone, and Rivet restores its connection with those of the living: it would keep
 * the actor awake for good. So what was not heard of soon after waking is closed, and later what was silent for long.
 * A client that lives connects anew.
 */
export interface StaleConnectionCloser {
	/** The connection began now, or called an action. */
	recordActivity(connectionId: string): void;
	forget(connectionId: string): void;
	/** Whether it was heard of since the actor woke. */
	wasActive(connectionId: string): boolean;
	/** Looks for silent ones from now on. */
	start(): void;
	stop(): void;
}

interface StaleConnectionCloserOptions {
	/** How long a restored connection has to be heard in, and how often is looked. */
	readonly graceMs: number;
	/** How long one that was heard may be silent. */
	readonly silenceMs: number;
	clients(): readonly HostConnection[];
	/** Hears how many were closed. */
	onClosed(count: number): void;
}

export function createStaleConnectionCloser({
	graceMs,
	silenceMs,
	clients,
	onClosed,
}: StaleConnectionCloserOptions): StaleConnectionCloser {
	const heardAt = new Map<string, number>();
	let timer: NodeJS.Timeout | undefined;

	function isSilent({ id }: HostConnection): boolean {
		const at = heardAt.get(id);
		return at === undefined || Date.now() - at > silenceMs;
	}

	function closeSilent(): void {
		const silent = clients().filter(isSilent);
		for (const connection of silent) void connection.close("silent");
		if (silent.length > 0) onClosed(silent.length);
	}

	return {
		recordActivity: (connectionId) => void heardAt.set(connectionId, Date.now()),
		forget: (connectionId) => void heardAt.delete(connectionId),
		wasActive: (connectionId) => heardAt.has(connectionId),
		start() {
			clearInterval(timer);
			timer = setInterval(closeSilent, graceMs);
		},
		stop: () => clearInterval(timer),
	};
}
