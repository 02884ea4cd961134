import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import { validatePromptText } from "../core/store/outbox.ts";
import {
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	type Diagnostics,
	LIMITS,
	type Person,
	PROTOCOL_VERSION,
	type PromptItem,
	type SyncRequest,
	type SyncResponse,
	type Turn,
	type WhenBusy,
	type WorkspaceActions,
} from "../protocol/index.ts";
import { applyAnswer } from "../rules/approvals.ts";
import { ZERO_COUNTS } from "../rules/counts.ts";
import { insertionIndex, ordersForInsertion } from "../rules/queue.ts";
import {
	DEFAULT_SESSION,
	type MemoryChange,
	type MemoryPerson,
	type MemoryRoom,
	toParticipant,
	toPerson,
	toYou,
} from "./memoryRoom.ts";
import {
	createMemoryFileActions,
	createMemoryProcessActions,
	type MemoryAttachments,
	type MemoryProcess,
	type MemorySandboxFiles,
} from "./memorySandbox.ts";
import type { MemoryTurns } from "./memoryTurns.ts";
import { actionRefusedError } from "./refusals.ts";

type QueueCommands = Pick<WorkspaceActions, "prompt" | "withdrawPrompt" | "editPrompt" | "movePrompt">;

type PromptDraft = Omit<PromptItem, "order" | "seq">;

/** The actions with which a person changes the queue. */
function createMemoryQueueCommands(options: MemoryCommandsOptions, person: MemoryPerson): QueueCommands {
	const { room, turns, clock, createId } = options;
	const by = toPerson(person);
	const { role, allowedActions } = toYou(person);

	function requireText(text: string, hasFiles: boolean): void {
		const refusal = validatePromptText(text, hasFiles);
		if (refusal) throw refusal;
	}

	function chooseWhenBusy(asked: WhenBusy | undefined): WhenBusy {
		const chosen = asked ?? options.whenBusy;
		if (!isPreempting(chosen) || allowedActions.includes("stop")) return chosen;
		if (asked) throw actionRefusedError("forbidden");
		return "queue";
	}

	function requireRoom(whenBusy: WhenBusy): void {
		const { turn, queue } = room.get();
		if (whenBusy === "refuse" && (turn || queue.length > 0)) throw actionRefusedError("turn_running");
		if (queue.length >= LIMITS.queuedPrompts) throw actionRefusedError("queue_full");
	}

	/** The prompt while it waits; null when it waits no more. */
	function findOwn(promptId: string): PromptItem | null {
		const prompt = room.get().queue.find((queued) => queued.id === promptId);
		if (!prompt && room.get().items.get(promptId)?.kind !== "prompt") throw actionRefusedError("not_found");
		if (prompt && prompt.by.userId !== by.userId && role !== "owner") throw actionRefusedError("forbidden");
		return prompt ?? null;
	}

	return {
		async prompt({ text, clientId = createId("client"), attachments: ids = [], ...request }) {
			requireText(text, ids.length > 0);
			const whenBusy = chooseWhenBusy(request.whenBusy);
			requireRoom(whenBusy);
			const { turn, queue } = room.get();
			const position = insertionIndex(queue, whenBusy);
			const id = createId("prompt");
			const attachments = options.files.claim(by, ids);
			const base = { id, turnId: null, createdAt: clock.now(), by, clientId, text, attachments, result: null };
			const steering = toSteering(whenBusy, request.turnId, turn);
			room.apply(insertPrompt({ kind: "prompt", ...base, state: "queued", ...steering }, queue, position));
			turns.runNext();
			turns.preemptIfNeeded();
			return { promptId: id, position };
		},
		async withdrawPrompt({ promptId }) {
			const prompt = findOwn(promptId);
			if (prompt) room.apply([{ kind: "item", item: { ...prompt, state: "withdrawn" } }]);
			return { withdrawn: prompt !== null };
		},
		async editPrompt({ promptId, text }) {
			const prompt = findOwn(promptId);
			if (!prompt) throw actionRefusedError("prompt_closed");
			requireText(text, prompt.attachments.length > 0);
			const editedBy = prompt.by.userId === by.userId ? undefined : by;
			if (text !== prompt.text) room.apply([{ kind: "item", item: { ...prompt, text, editedBy } }]);
			return { promptId };
		},
		async movePrompt({ promptId, before }) {
			const prompt = findOwn(promptId);
			const { queue } = room.get();
			const others = queue.filter((other) => other !== prompt);
			const index = before === null ? others.length : others.findIndex((other) => other.id === before);
			if (!prompt || index < 0) return { moved: false };
			const { preemption: _, ...waiting } = prompt;
			if (index !== queue.indexOf(prompt)) room.apply(insertPrompt(waiting, others, index));
			return { moved: true };
		},
	};
}

function isPreempting(whenBusy: WhenBusy): whenBusy is "steer" | "interrupt" {
	return whenBusy === "steer" || whenBusy === "interrupt";
}

function toSteering(
	mode: WhenBusy,
	seen: string | null | undefined,
	turn: Turn | null,
): Pick<PromptItem, "preemption"> {
	if (!isPreempting(mode)) return {};
	return { preemption: { mode, turnId: seen === undefined ? (turn?.id ?? null) : seen } };
}

/** Puts a prompt at `index` of a queue it is not in, and makes room for it there. */
function insertPrompt(prompt: PromptDraft, queue: readonly PromptItem[], index: number): readonly MemoryChange[] {
	const orders =
		index < queue.length
			? ordersForInsertion(
					queue.map(({ order }) => order),
					index,
				)
			: [null];
	const placed = [prompt, ...queue.slice(index)].slice(0, orders.length);
	return placed.map((item, step) => ({ kind: "item", item, order: orders[step] }));
}

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

interface MemoryCommandsOptions {
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
function createMemoryCommands(options: MemoryCommandsOptions, person: MemoryPerson): CommandActions {
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

type ReadActions = Pick<WorkspaceActions, "sync" | "getHistory" | "getItem" | "getSessionInfo" | "getDiagnostics">;

interface MemoryReadsOptions {
	readonly room: MemoryRoom;
	readonly clock: Clock;
	readonly whenBusy: WhenBusy;
	readonly protocol?: number | undefined;
}

/** The actions that change nothing. */
function createMemoryReadActions(
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

type ActionTable = { [Name in ActionName]: (request: ActionRequest<Name>) => Promise<ActionResponse<Name>> };

/** Calls an action in the name of one person. */
export type CallAction = <Name extends ActionName>(
	action: Name,
	request: ActionRequest<Name>,
) => Promise<ActionResponse<Name>>;

interface MemoryActionsOptions extends MemoryCommandsOptions {
	/** The protocol the workspace says it speaks. Default: ours. */
	readonly protocol?: number | undefined;
	/** What lies in the sandbox; undefined when it is not there. */
	readonly folder: MemorySandboxFiles | undefined;
	readonly processes: readonly MemoryProcess[];
}

/** What a person can ask of an in-memory workspace: roles are checked, and a repeat gets the first answer. */
export function createMemoryActions(options: MemoryActionsOptions): (person: MemoryPerson) => CallAction {
	const answers = new Map<string, Promise<unknown>>();

	return (person) => {
		const { userId, allowedActions } = toYou(person);
		const commands = createMemoryCommands(options, person);
		const table: ActionTable = {
			...createMemoryReadActions(options, person),
			...createMemoryFileActions(options.folder),
			...createMemoryProcessActions(options.processes),
			prompt: (request) => once(`${userId} prompt ${request.clientId}`, () => commands.prompt(request)),
			uploadAttachment: commands.uploadAttachment,
			stop: (request) => once(`${userId} cancel ${request.clientId}`, () => commands.stop(request)),
			withdrawPrompt: (request) =>
				once(`${userId} withdraw ${request.clientId}`, () => commands.withdrawPrompt(request)),
			editPrompt: (request) => once(`${userId} edit ${request.clientId}`, () => commands.editPrompt(request)),
			movePrompt: (request) => once(`${userId} move ${request.clientId}`, () => commands.movePrompt(request)),
			answerApproval: (request) => once(`${userId} answer ${request.clientId}`, () => commands.answerApproval(request)),
			setConfigOption: (request) => once(`${userId} set ${request.clientId}`, () => commands.setConfigOption(request)),
			disconnectUser: (request) => once(`${userId} revoke ${request.clientId}`, () => commands.disconnectUser(request)),
			destroyWorkspace: (request) => commands.destroyWorkspace(request),
			restartSession: (request) =>
				once(`${userId} restart ${request.clientId}`, () => commands.restartSession(request)),
		};
		return async <Name extends ActionName>(
			action: Name,
			request: ActionRequest<Name>,
		): Promise<ActionResponse<Name>> => {
			if (!allowedActions.includes(action)) throw actionRefusedError("forbidden");
			return table[action](request);
		};
	};

	/** A refusal is not kept: what was refused once may be taken later. */
	function once<Answer>(key: string, act: () => Promise<Answer>): Promise<Answer> {
		const answer = (answers.get(key) as Promise<Answer> | undefined) ?? act();
		answers.set(key, answer);
		answer.catch(() => answers.delete(key));
		return answer;
	}
}
