import type { Head } from "../../protocol/index.ts";
import { storeClosedError } from "../errors/connectionErrors.ts";
import type { WorkspaceError } from "../errors/WorkspaceError.ts";
import type { Network } from "../platform/browser.ts";
import type { Clock } from "../platform/timing.ts";
import { type ConnectionEvent, reduceConnection } from "../state/connectionReducer.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import { createManagedConnection } from "./managedConnection.ts";
import { createConnectionGate, createPerformAction, type PerformAction } from "./performAction.ts";
import { createStateSync } from "./stateSync.ts";
import type { StoreLimits } from "./storeLimits.ts";
import type { ConnectWorkspace } from "./workspaceConnection.ts";

interface ConnectionControllerOptions {
	readonly state: Observable<WorkspaceState>;
	readonly connect: ConnectWorkspace;
	readonly clock: Clock;
	readonly network: Network;
	readonly limits: StoreLimits;
	/** Called each time the state has caught up with the workspace. */
	onSynced(): void;
}

/** The store's side of the connection. */
export interface ConnectionController {
	start(): () => void;
	reconnect(): void;
	catchUp(since: Head): void;
	perform: PerformAction;
}

/** Connects the state to its workspace: tells how the connection stands, and keeps actions waiting until it does. */
export function createConnectionController(options: ConnectionControllerOptions): ConnectionController {
	const { state, connect, clock, network, limits } = options;
	const gate = createConnectionGate(clock);
	gate.reject(storeClosedError());

	const tell = (event: ConnectionEvent) => {
		const connectionStatus = reduceConnection(state.get().connectionStatus, event);
		state.set(updateFields(state.get(), { connectionStatus }));
	};

	const refuse = (error: WorkspaceError) => {
		link.close();
		follower.close();
		tell({ kind: "refused", error: error.toInfo() });
		gate.reject(error);
	};

	const lose = () => {
		follower.close();
		gate.close();
		tell({ kind: "lost", at: clock.now(), isOnline: network.isOnline() });
	};

	const link = createManagedConnection({
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

	const follower = createStateSync({
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
		if (state.get().connectionStatus.status === "connected")
			return link.probe(isOnline ? limits.probeTimeoutMs : limits.offlineProbeTimeoutMs);
		if (!isOnline) return tell({ kind: "network_gone" });
		if (state.get().connectionStatus.status !== "offline") return;
		tell({ kind: "network_back", at: clock.now() });
		link.reconnect();
	}

	function connectAnew() {
		link.close();
		follower.close();
		gate.close();
		tell({ kind: "started" });
		link.open();
	}

	function start() {
		const unsubscribe = network.subscribe(handleNetwork);
		connectAnew();
		return () => {
			unsubscribe();
			link.close();
			follower.close();
			tell({ kind: "closed" });
			gate.reject(storeClosedError());
		};
	}

	return {
		start,
		reconnect() {
			if (state.get().connectionStatus.status !== "closed") connectAnew();
		},
		catchUp: follower.catchUp,
		perform: createPerformAction({ call: link.call, gate, clock, limits }),
	};
}
