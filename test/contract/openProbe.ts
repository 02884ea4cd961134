import type { ConnectWorkspace, WorkspaceConnection } from "../../src/core/connection/workspaceConnection.ts";
import type { WorkspaceError } from "../../src/core/index.ts";
import { until } from "./until.ts";

type Told =
	| { readonly kind: "open" | "lost" }
	| { readonly kind: "refused"; readonly error: WorkspaceError }
	| { readonly kind: "patches" | "head"; readonly value: unknown };

/** A plain connection, and everything it emitted. */
export interface ConnectionProbe {
	readonly connection: WorkspaceConnection;
	readonly told: readonly Told[];
	until<Found>(find: (told: readonly Told[]) => Found, what: string): Promise<NonNullable<Found>>;
}

export function openProbe(connect: ConnectWorkspace): ConnectionProbe {
	const told: Told[] = [];
	const watchers = new Set<() => void>();
	const tell = (entry: Told) => {
		told.push(entry);
		for (const watch of [...watchers]) watch();
	};
	const connection = connect({
		onOpen: () => tell({ kind: "open" }),
		onLost: () => tell({ kind: "lost" }),
		onRefused: (error) => tell({ kind: "refused", error }),
		onPatches: (value) => tell({ kind: "patches", value }),
		onHead: (value) => tell({ kind: "head", value }),
	});
	const subscribe = (watch: () => void) => {
		watchers.add(watch);
		return () => void watchers.delete(watch);
	};
	return { connection, told, until: (find, what) => until(subscribe, () => find(told), what) };
}
