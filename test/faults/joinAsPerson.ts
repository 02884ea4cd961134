import { type ConnectWorkspace, createWorkspaceStore, type WorkspaceStore } from "../../src/core/index.ts";
import type { Person } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";

/** The workspace in which everything happens. */
const WORKSPACE_ID = "faults";

export interface JoinedPerson {
	readonly person: Person;
	readonly store: WorkspaceStore;
	/** How often they have lost their connection. */
	losses(): number;
	/** When the last change arrived, in milliseconds since 1970; 0 before the first. */
	heardAt(): number;
	leave(): void;
}

/** Joins like a browser: the real store with its default timeouts, over its own client. */
export function joinAsPerson(endpoint: string, name: string, workspaceId = WORKSPACE_ID): JoinedPerson {
	const person: Person = { userId: name.toLowerCase(), name };
	const { connect, heardAt } = watchPatches(connectRivet({ workspaceId, endpoint, getParams: () => person }));
	const store = createWorkspaceStore({ workspaceId, connect, storage: null, limits: { keepAliveMs: 20_000 } });
	return { person, store, losses: countLosses(store), heardAt, leave: store.start() };
}

function watchPatches(open: ConnectWorkspace): { connect: ConnectWorkspace; heardAt(): number } {
	let heardAt = 0;
	const connect: ConnectWorkspace = (listener) =>
		open({
			onOpen: () => listener.onOpen(),
			onLost: () => listener.onLost(),
			onRefused: (error) => listener.onRefused(error),
			onHead: (head) => listener.onHead(head),
			onPresence: (change) => listener.onPresence?.(change),
			onPatches(batch) {
				heardAt = Date.now();
				listener.onPatches(batch);
			},
		});
	return { connect, heardAt: () => heardAt };
}

function countLosses({ get, subscribe }: WorkspaceStore): () => number {
	let losses = 0;
	let isConnected = false;
	subscribe(() => {
		const { status } = get().connectionStatus;
		if (isConnected && status === "reconnecting") losses += 1;
		isConnected = status === "connected";
	});
	return () => losses;
}
