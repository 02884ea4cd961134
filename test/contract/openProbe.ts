import type { ConnectWorkspace, WorkspaceConnection } from "../../src/core/connection/workspaceConnection.ts";
import type { WorkspaceError } from "../../src/core/index.ts";
import { until } from "./until.ts";

type ConnectionEvent =
	| { readonly kind: "open" | "lost" }
	| { readonly kind: "refused"; readonly error: WorkspaceError }
	| { readonly kind: "patches" | "head" | "presence"; readonly value: unknown };

/** A plain connection, and everything it emitted. */
export interface ConnectionProbe {
	readonly connection: WorkspaceConnection;
	readonly events: readonly ConnectionEvent[];
	until<Found>(find: (events: readonly ConnectionEvent[]) => Found, what: string): Promise<NonNullable<Found>>;
}

export function openProbe(connect: ConnectWorkspace): ConnectionProbe {
	const events: ConnectionEvent[] = [];
	const watchers = new Set<() => void>();
	const record = (entry: ConnectionEvent) => {
		events.push(entry);
		for (const watch of [...watchers]) watch();
	};
	const connection = connect({
		onOpen: () => record({ kind: "open" }),
		onLost: () => record({ kind: "lost" }),
		onRefused: (error) => record({ kind: "refused", error }),
		onPatches: (value) => record({ kind: "patches", value }),
		onHead: (value) => record({ kind: "head", value }),
		onPresence: (value) => record({ kind: "presence", value }),
	});
	const subscribe = (watch: () => void) => {
		watchers.add(watch);
		return () => void watchers.delete(watch);
	};
	return { connection, events, until: (find, what) => until(subscribe, () => find(events), what) };
}
