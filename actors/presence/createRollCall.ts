import type { HostConnection } from "../runtime/workspaceHost.ts";

/**
 * Tells connections that somebody is behind from those that are left over. After a crash Rivet restores the connections
 * there were, those too whose clients went meanwhile, and never says that these are gone: they would keep the actor
 * awake for good. So whatever was not heard of for a while after waking is closed. A client that lives connects anew.
 */
export interface RollCall {
	/** The connection began now, or called an action. */
	hear(connectionId: string): void;
	leave(connectionId: string): void;
	/** Whether it was heard of since the actor woke. */
	has(connectionId: string): boolean;
	/** Closes the silent ones, after some time to be heard in. */
	begin(): void;
	stop(): void;
}

export interface RollCallOptions {
	readonly graceMs: number;
	clients(): readonly HostConnection[];
	/** Hears how many were closed. */
	onClosed(count: number): void;
}

export function createRollCall({ graceMs, clients, onClosed }: RollCallOptions): RollCall {
	const heard = new Set<string>();
	let timer: NodeJS.Timeout | undefined;

	function closeSilent(): void {
		const silent = clients().filter(({ id }) => !heard.has(id));
		for (const connection of silent) void connection.close("silent");
		if (silent.length > 0) onClosed(silent.length);
	}

	return {
		hear: (connectionId) => void heard.add(connectionId),
		leave: (connectionId) => void heard.delete(connectionId),
		has: (connectionId) => heard.has(connectionId),
		begin() {
			clearTimeout(timer);
			timer = setTimeout(closeSilent, graceMs);
		},
		stop: () => clearTimeout(timer),
	};
}
