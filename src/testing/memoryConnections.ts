import type {
	ConnectionListener,
	ConnectWorkspace,
	WorkspaceConnection,
} from "../core/connection/workspaceConnection.ts";
import { actionTimeoutError, connectionLostError } from "../core/errors/connectionErrors.ts";
import type { WorkspaceError } from "../core/errors/WorkspaceError.ts";
import { type Clock, systemClock } from "../core/platform/timing.ts";
import type { ActionName, ActionRequest, ActionResponse } from "../protocol/index.ts";
import type { CallAction } from "./memoryActions.ts";
import { type MemoryPeer, type MemoryPerson, type MemoryRoom, toParticipant } from "./memoryRoom.ts";

interface MemoryConnectionOptions {
	readonly room: MemoryRoom;
	readonly listener: ConnectionListener;
	readonly person: MemoryPerson;
	readonly call: CallAction;
}

/** One connection to an in-memory workspace. */
interface MemoryConnection {
	open(): void;
	disconnect(): void;
	refuse(error: WorkspaceError): void;
	close(): void;
	readonly call: CallAction;
}

/** What goes through a line is copied, and arrives a moment later and in order, as over a wire. */
function createMemoryConnection({ room, listener, person, call }: MemoryConnectionOptions): MemoryConnection {
	const losses = new Set<(error: WorkspaceError) => void>();
	let peer: MemoryPeer | null = null;
	let isEnded = false;

	function openPeer(): MemoryPeer {
		const opened: MemoryPeer = (event) => {
			const copy = structuredClone(event);
			queueMicrotask(() => {
				if (opened !== peer) return;
				if ("patches" in copy) listener.onPatches(copy.patches);
				else listener.onHead(copy.head);
			});
		};
		return opened;
	}

	/** Whether there was something to leave. */
	function leave(): boolean {
		if (!peer) return false;
		const left = peer;
		peer = null;
		room.leave(left);
		for (const lose of [...losses]) lose(connectionLostError());
		return true;
	}

	async function callOver<Name extends ActionName>(
		action: Name,
		request: ActionRequest<Name>,
	): Promise<ActionResponse<Name>> {
		if (!peer) throw connectionLostError();
		if (action === "sync") room.join(peer, toParticipant(person));
		let lose = (_error: WorkspaceError) => {};
		const lost = new Promise<never>((_, reject) => {
			lose = reject;
		});
		losses.add(lose);
		try {
			return structuredClone(await Promise.race([call(action, structuredClone(request)), lost]));
		} finally {
			losses.delete(lose);
		}
	}

	return {
		open() {
			if (peer || isEnded) return;
			peer = openPeer();
			room.join(peer, null);
			listener.onOpen();
		},
		disconnect() {
			if (!leave()) return;
			isEnded = true;
			listener.onLost();
		},
		refuse(error) {
			leave();
			if (!isEnded) listener.onRefused(error);
			isEnded = true;
		},
		close() {
			isEnded = true;
			leave();
		},
		call: callOver,
	};
}

/** The ways into an in-memory workspace, and what can happen to them. */
interface MemoryConnections {
	connect(person: MemoryPerson): ConnectWorkspace;
	/** Ends all connections. New ones do not open before `restore`. */
	disconnectAll(): void;
	restore(): void;
	/** Ends a person's connections; new ones may open at once. Returns how many there were. */
	disconnectUser(userId: string): number;
	/** Turns everybody away, until `restore`. */
	refuseAll(error: WorkspaceError): void;
}

export function createMemoryConnections(
	room: MemoryRoom,
	callAs: (person: MemoryPerson) => CallAction,
): MemoryConnections {
	const lines = new Map<MemoryConnection, string>();
	let isCut = false;
	let refusal: WorkspaceError | null = null;

	function begin(line: MemoryConnection) {
		if (refusal) line.refuse(refusal);
		else if (!isCut) line.open();
	}

	return {
		connect: (person) => (listener) => {
			const line = createMemoryConnection({ room, listener, person, call: callAs(person) });
			lines.set(line, person.userId);
			// Not at once: whoever connects has not got hold of the connection yet.
			queueMicrotask(() => begin(line));
			return {
				call: line.call,
				close() {
					lines.delete(line);
					line.close();
				},
			};
		},
		disconnectUser(userId) {
			const theirs = [...lines].flatMap(([line, owner]) => (owner === userId ? [line] : []));
			// Not at once: whoever sends themselves away hears the answer first.
			setTimeout(() => {
				for (const line of theirs) line.disconnect();
			});
			return theirs.length;
		},
		disconnectAll() {
			isCut = true;
			for (const line of [...lines.keys()]) line.disconnect();
		},
		restore() {
			isCut = false;
			refusal = null;
			for (const line of [...lines.keys()]) line.open();
		},
		refuseAll(error) {
			refusal = error;
			for (const line of [...lines.keys()]) line.refuse(error);
		},
	};
}

/** What happens to one broadcast on its way. */
export type BroadcastCondition = "deliver" | "drop" | "duplicate" | { readonly delayMs: number };

/** What happens to one call of an action: its request or its answer may be lost and nobody told, or its answer be late. */
export type CallCondition = "deliver" | "lose_request" | "lose_response" | { readonly delayMs: number };

export interface NetworkConditions {
	/** Asked for each broadcast. Default: all are delivered. */
	readonly broadcast?: ((kind: "patches" | "head") => BroadcastCondition) | undefined;
	/** Asked for each call. Default: all are delivered. */
	readonly call?: ((action: ActionName) => CallCondition) | undefined;
	readonly clock?: Clock | undefined;
}

/**
 * A connection on which things go wrong, for tests: what a bad network does to a good connection.
 *
 * @example
 * const connect = simulateNetwork(workspace.connect(ada), { broadcast: () => (Math.random() < 0.2 ? "drop" : "deliver") });
 */
export function simulateNetwork(connect: ConnectWorkspace, faults: NetworkConditions): ConnectWorkspace {
	const { broadcast = () => "deliver", call = () => "deliver", clock = systemClock } = faults;

	return (listener) => {
		let isOpen = true;
		const connection = connect({
			...listener,
			onPatches: (batch) => pass(broadcast("patches"), listener.onPatches, batch),
			onHead: (head) => pass(broadcast("head"), listener.onHead, head),
		});

		function pass(fault: BroadcastCondition, hear: (value: unknown) => void, value: unknown) {
			if (fault === "drop") return;
			if (typeof fault === "object") return void clock.setTimer(() => isOpen && hear(value), fault.delayMs);
			hear(value);
			if (fault === "duplicate") hear(structuredClone(value));
		}

		const wait = (ms: number) => new Promise<void>((resume) => void clock.setTimer(resume, ms));

		const callFaulty: WorkspaceConnection["call"] = (action, request, options) => {
			const timeOut = () => wait(options.timeoutMs).then(() => Promise.reject(actionTimeoutError()));
			const fault = call(action);
			if (fault === "lose_request") return timeOut();
			const answer = connection.call(action, request, options);
			if (fault === "lose_response") return answer.then(timeOut);
			return fault === "deliver" ? answer : answer.finally(() => wait(fault.delayMs));
		};

		return {
			call: callFaulty,
			close() {
				isOpen = false;
				connection.close();
			},
		};
	};
}
