import {
	type Diagnostics,
	PROTOCOL_VERSION,
	type SyncRequest,
	type SyncResponse,
	type WhenBusy,
	type WorkspaceActions,
} from "../../protocol/index.ts";
import { ZERO_COUNTS } from "../../protocol/noCounts.ts";
import type { Clock } from "../ports/clock.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import type { MemoryRoom } from "./createMemoryRoom.ts";
import { type MemoryPerson, toYou } from "./memoryPerson.ts";
import { DEFAULT_SESSION } from "./memorySession.ts";
import { actionRefusedError } from "./refuseAction.ts";

type ReadActions = Pick<WorkspaceActions, "sync" | "getHistory" | "getItem" | "getSessionInfo" | "getDiagnostics">;

export interface MemoryReadsOptions {
	readonly room: MemoryRoom;
	readonly clock: Clock;
	readonly whenBusy: WhenBusy;
	readonly protocol?: number | undefined;
}

/** The actions that change nothing. */
export function createMemoryReadActions(
	{ room, clock, whenBusy, protocol = PROTOCOL_VERSION }: MemoryReadsOptions,
	person: MemoryPerson,
): ReadActions {
	return {
		async sync(request) {
			const { epoch, seq, session, turn, queue, approvals, participants } = room.get();
			const facts = { session: session ?? DEFAULT_SESSION, turn, queue, whenBusy, approvals, participants };
			const who = { approvalRole: "approver", self: toYou(person), now: clock.now() } as const;
			return { protocol, epoch, seq, ...selectWindow(room.get(), request), ...facts, ...who };
		},
		async getHistory({ before, limit = 50 }) {
			const older = allItems(room.get()).filter((item) => item.order < before);
			return { items: older.slice(-limit), hasOlder: older.length > limit };
		},
		async getItem({ id }) {
			const { items, queue } = room.get();
			const item = items.get(id) ?? queue.find((prompt) => prompt.id === id);
			if (!item) throw actionRefusedError("not_found");
			return { ...item, truncated: undefined };
		},
		async getSessionInfo() {
			const { workspaceId, session } = room.get();
			const { sandboxId, agent, state } = session ?? DEFAULT_SESSION;
			return { workspaceId, sandboxId, agent, state };
		},
		getDiagnostics: async () => buildDiagnostics(room.get(), protocol),
	};
}

/** It has no server, so there is little to tell. */
function buildDiagnostics(state: WorkspaceState, protocol: number): Diagnostics {
	const { workspaceId, epoch, seq, session, turn, queue, approvals, participants, items } = state;
	const { agent, state: status, sandboxId } = session ?? DEFAULT_SESSION;
	const code = status.status === "failed" ? status.error.code : null;
	return {
		workspaceId,
		epoch,
		seq,
		uptimeMs: 0,
		session: { agent, status: status.status, since: 0, code },
		sandboxId,
		connections: participants.length,
		participants: participants.length,
		turnId: turn?.id ?? null,
		queue: queue.length,
		pendingApprovals: approvals.length,
		stored: { items: items.size, events: 0, bytes: 0 },
		counts: ZERO_COUNTS,
		lastErrors: [],
		versions: { package: "", protocol, node: "" },
	};
}

function selectWindow(
	state: WorkspaceState,
	{ have, limit = 50 }: SyncRequest,
): Pick<SyncResponse, "window" | "items" | "hasOlder"> {
	const items = allItems(state);
	const hasOlder = items.length > limit;
	if (have?.epoch !== state.epoch) return { window: "new", items: items.slice(-limit), hasOlder };
	return { window: "changed", items: items.filter((item) => item.seq > have.seq), hasOlder };
}

function allItems({ itemIds, items }: WorkspaceState) {
	return itemIds.flatMap((id) => items.get(id) ?? []);
}
