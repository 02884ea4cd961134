import type { Head } from "../../protocol/index.ts";
import { storeClosed } from "../connectionErrors.ts";
import type { Observable } from "../createObservable.ts";
import type { Clock } from "../ports/clock.ts";
import type { Network } from "../ports/network.ts";
import { type ConnectionEvent, reduceConnection } from "../reduce/reduceConnection.ts";
import { reduceFields } from "../reduce/reduceFields.ts";
import type { StoreLimits } from "../storeLimits.ts";
import type { WorkspaceError } from "../WorkspaceError.ts";
import type { ConnectWorkspace } from "../workspaceConnection.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { createFollower } from "./createFollower.ts";
import { createGate } from "./createGate.ts";
import { createLink } from "./createLink.ts";
import { createPerform, type Perform } from "./createPerform.ts";

export interface KeepInSyncOptions {
	readonly state: Observable<WorkspaceState>;
	readonly connect: ConnectWorkspace;
	readonly clock: Clock;
	readonly network: Network;
	readonly limits: StoreLimits;
	/** Called each time the state has caught up with the workspace. */
	onSynced(): void;
}

/** The store's side of the connection. */
export interface WorkspaceSync {
	start(): () => void;
	reconnect(): void;
	catchUp(since: Head): void;
	perform: Perform;
}

/** Connects the state to its workspace: tells how the connection stands, and keeps actions waiting until it does. */
export function keepInSync(options: KeepInSyncOptions): WorkspaceSync {
	const { state, connect, clock, network, limits } = options;
	const gate = createGate(clock);
	gate.refuse(storeClosed());

	const tell = (event: ConnectionEvent) => {
		const connection = reduceConnection(state.get().connection, event);
		state.set(reduceFields(state.get(), { connection }));
	};

	const refuse = (error: WorkspaceError) => {
		link.close();
		follower.shut();
		tell({ kind: "refused", error: error.toFault() });
		gate.refuse(error);
	};

	const lose = () => {
		follower.shut();
		gate.shut();
		tell({ kind: "lost", at: clock.now(), isOnline: network.isOnline() });
	};

	const link = createLink({
		connect,
		clock,
		limits,
		listener: {
			onOpen: () => follower.open(),
			onLost: lose,
			onRefused: refuse,
			onPatches: (batch) => follower.handlePatches(batch),
			onHead: (head) => follower.handleHead(head),
		},
	});

	const follower = createFollower({
		state,
		call: link.call,
		clock,
		limits,
		onSynced() {
			tell({ kind: "synced" });
			options.onSynced();
			gate.open();
		},
		onRefused: refuse,
	});

	function handleNetwork() {
		// A workspace on this very machine is there without a network, and one elsewhere may be gone with the old one.
		const isOnline = network.isOnline();
		if (state.get().connection.status === "connected")
			return link.probe(isOnline ? limits.probeMs : limits.offlineProbeMs);
		if (!isOnline) return tell({ kind: "network_gone" });
		if (state.get().connection.status !== "offline") return;
		tell({ kind: "network_back", at: clock.now() });
		link.replace();
	}

	function connectAnew() {
		link.close();
		follower.shut();
		gate.shut();
		tell({ kind: "started" });
		link.open();
	}

	function start() {
		const unsubscribe = network.subscribe(handleNetwork);
		connectAnew();
		return () => {
			unsubscribe();
			link.close();
			follower.shut();
			tell({ kind: "closed" });
			gate.refuse(storeClosed());
		};
	}

	return {
		start,
		reconnect() {
			if (state.get().connection.status !== "closed") connectAnew();
		},
		catchUp: follower.catchUp,
		perform: createPerform({ call: link.call, gate, clock, limits }),
	};
}
