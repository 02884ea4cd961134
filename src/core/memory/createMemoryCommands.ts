import type { Person, WhenBusy, WorkspaceActions } from "../../protocol/index.ts";
import { applyAnswer } from "../../protocol/takeAnswer.ts";
import type { Clock } from "../ports/clock.ts";
import type { MemoryAttachments } from "./createMemoryFiles.ts";
import { createMemoryQueueCommands, type QueueCommands } from "./createMemoryQueue.ts";
import type { MemoryRoom } from "./createMemoryRoom.ts";
import type { MemoryTurns } from "./createMemoryTurns.ts";
import { type MemoryPerson, toParticipant, toPerson } from "./memoryPerson.ts";
import { actionRefusedError } from "./refuseAction.ts";

type CommandActions = QueueCommands &
	Pick<
		WorkspaceActions,
		| "uploadAttachment"
		| "stop"
		| "answerApproval"
		| "setConfigOption"
		| "restartSession"
		| "disconnectUser"
		| "destroyWorkspace"
	>;

export interface MemoryCommandsOptions {
	readonly room: MemoryRoom;
	readonly turns: MemoryTurns;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	/** What a prompt does while a turn runs, where it does not say itself. */
	readonly whenBusy: WhenBusy;
	/** Closes a person's connections, and says how many there were. */
	readonly revoke: (userId: string) => number;
	/** Ends the workspace for good. */
	readonly destroy: (by: Person) => void;
	readonly files: MemoryAttachments;
}

/** The actions with which a person changes the workspace. */
export function createMemoryCommands(options: MemoryCommandsOptions, person: MemoryPerson): CommandActions {
	const { room, turns, clock, files, revoke, destroy } = options;
	const by = toPerson(person);

	return {
		...createMemoryQueueCommands(options, person),
		uploadAttachment: async (request) => files.receiveChunk(by, request),
		async stop({ turnId }) {
			const isRunning = room.get().turn?.id === turnId;
			if (isRunning) turns.stop({ stoppedBy: by });
			return { stopping: isRunning };
		},
		async answerApproval({ approvalId, optionId }) {
			const item = room.get().items.get(approvalId);
			if (item?.kind !== "approval") throw actionRefusedError("not_found");
			if (item.state.status === "answered") throw actionRefusedError("already_answered");
			if (item.state.status === "cancelled") throw actionRefusedError("approval_closed");
			const { role } = toParticipant(person);
			const taken = applyAnswer(item, { optionId, by, role, at: clock.now() }, room.get().approvals);
			if (taken.code !== null) throw actionRefusedError(taken.code);
			room.apply(taken.approvals.map((changed) => ({ kind: "item", item: changed })));
			for (const { id, state } of taken.approvals) if (state.status === "answered") turns.answer(id, state.optionId);
			return { approvalId, optionId, missing: taken.missing };
		},
		async setConfigOption({ configId, value }) {
			const { configOptions = [] } = room.get().session ?? {};
			const option = configOptions.find(({ id }) => id === configId);
			if (!option) throw actionRefusedError("option_unknown");
			const next = configOptions.map((other) => (other === option ? { ...option, value } : other));
			room.apply([{ kind: "session", change: { configOptions: next } }]);
			return { configId, value };
		},
		async restartSession() {
			room.apply([{ kind: "session", change: { state: { status: "ready" } } }]);
			return { restarting: true };
		},
		async disconnectUser({ userId }) {
			return { closed: revoke(userId) };
		},
		async destroyWorkspace() {
			// Not at once: whoever asked gets the answer first.
			queueMicrotask(() => destroy(by));
			return { destroyed: true };
		},
	};
}
