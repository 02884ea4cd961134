import { createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import type { Person } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";

/** The room in which everything happens. */
const WORKSPACE_ID = "faults";

export interface JoinedPerson {
	readonly person: Person;
	readonly store: WorkspaceStore;
	/** How often they have lost their connection. */
	losses(): number;
	leave(): void;
}

/** Joins as a browser does: the real store, with its own waits, over a client of its own. */
export function joinAsPerson(endpoint: string, name: string, workspaceId = WORKSPACE_ID): JoinedPerson {
	const person: Person = { userId: name.toLowerCase(), name };
	const connect = connectRivet({ workspaceId, endpoint, getParams: () => person });
	const store = createWorkspaceStore({ workspaceId, connect, storage: null });
	return { person, store, losses: countLosses(store), leave: store.start() };
}

function countLosses({ get, subscribe }: WorkspaceStore): () => number {
	let losses = 0;
	let isConnected = false;
	subscribe(() => {
		const { status } = get().connection;
		if (isConnected && status === "reconnecting") losses += 1;
		isConnected = status === "connected";
	});
	return () => losses;
}
