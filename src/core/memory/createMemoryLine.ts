import type { ActionName, ActionRequest, ActionResponse } from "../../protocol/index.ts";
import { connectionLostError } from "../connectionErrors.ts";
import type { WorkspaceError } from "../WorkspaceError.ts";
import type { ConnectionListener } from "../workspaceConnection.ts";
import type { CallAction } from "./createMemoryActions.ts";
import type { MemoryPeer, MemoryRoom } from "./createMemoryRoom.ts";
import { type MemoryPerson, toParticipant } from "./memoryPerson.ts";

export interface MemoryConnectionOptions {
	readonly room: MemoryRoom;
	readonly listener: ConnectionListener;
	readonly person: MemoryPerson;
	readonly call: CallAction;
}

/** One connection to an in-memory workspace. */
export interface MemoryConnection {
	open(): void;
	disconnect(): void;
	refuse(error: WorkspaceError): void;
	close(): void;
	readonly call: CallAction;
}

/** What goes through a line is copied, and arrives a moment later and in order, as over a wire. */
export function createMemoryConnection({ room, listener, person, call }: MemoryConnectionOptions): MemoryConnection {
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
			if (leave()) listener.onLost();
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
