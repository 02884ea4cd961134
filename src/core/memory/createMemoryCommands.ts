import type { Person, WhenBusy, WorkspaceActions } from "../../protocol/index.ts";
import { takeAnswer } from "../../protocol/takeAnswer.ts";
import type { Clock } from "../ports/clock.ts";
import type { MemoryFiles } from "./createMemoryFiles.ts";
import { createMemoryQueue, type QueueCommands } from "./createMemoryQueue.ts";
import type { MemoryRoom } from "./createMemoryRoom.ts";
import type { MemoryTurns } from "./createMemoryTurns.ts";
import { type MemoryPerson, participantOf, personOf } from "./memoryPerson.ts";
import { refuseAction } from "./refuseAction.ts";

type Commands = QueueCommands &
	Pick<WorkspaceActions, "attach" | "cancel" | "answer" | "setConfigOption" | "restart" | "revoke" | "destroy">;

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
	readonly files: MemoryFiles;
}

/** The actions with which a person changes the workspace. */
export function createMemoryCommands(options: MemoryCommandsOptions, person: MemoryPerson): Commands {
	const { room, turns, clock, files, revoke, destroy } = options;
	const by = personOf(person);

	return {
		...createMemoryQueue(options, person),
		attach: async (request) => files.take(by, request),
		async cancel({ turnId }) {
			const isRunning = room.get().turn?.id === turnId;
			if (isRunning) turns.stop({ stoppedBy: by });
			return { stopping: isRunning };
		},
		async answer({ approvalId, optionId }) {
			const item = room.get().items.get(approvalId);
			if (item?.kind !== "approval") throw refuseAction("not_found");
			if (item.state.status === "answered") throw refuseAction("already_answered");
			if (item.state.status === "cancelled") throw refuseAction("approval_closed");
			const { role } = participantOf(person);
			const taken = takeAnswer(item, { optionId, by, role, at: clock.now() }, room.get().approvals);
			if (taken.code !== null) throw refuseAction(taken.code);
			room.apply(taken.approvals.map((changed) => ({ kind: "item", item: changed })));
			for (const { id, state } of taken.approvals) if (state.status === "answered") turns.answer(id, state.optionId);
			return { approvalId, optionId, missing: taken.missing };
		},
		async setConfigOption({ configId, value }) {
			const { configOptions = [] } = room.get().session ?? {};
			const option = configOptions.find(({ id }) => id === configId);
			if (!option) throw refuseAction("option_unknown");
			const next = configOptions.map((other) => (other === option ? { ...option, value } : other));
			room.apply([{ kind: "session", change: { configOptions: next } }]);
			return { configId, value };
		},
		async restart() {
			room.apply([{ kind: "session", change: { state: { status: "ready" } } }]);
			return { restarting: true };
		},
		async revoke({ userId }) {
			return { closed: revoke(userId) };
		},
		async destroy() {
			// Not at once: whoever asked gets the answer first.
			queueMicrotask(() => destroy(by));
			return { destroyed: true };
		},
	};
}
