import { toWorkspaceError, WorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import {
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	type Diagnostics,
	type GetHistoryRequest,
	type HistoryPage,
	LIMITS,
	type PromptRequest,
	type PromptResponse,
	type RoleTable,
	type SetConfigOptionRequest,
	type SyncRequest,
	type SyncResponse,
	type TimelineItem,
	type WhenBusy,
} from "../protocol/index.ts";
import { type Requester, requireAction, toPerson, toSelf } from "../rules/access.ts";
import { answerApproval } from "../rules/approvals.ts";
import { ZERO_COUNTS } from "../rules/counts.ts";
import {
	admitPrompt,
	editPrompt,
	enqueuePrompt,
	movePrompt,
	type PromptChange,
	type QueueOutcome,
	type QueueState,
	withdrawPrompt,
} from "../rules/queue.ts";
import { authorMismatchRefusal, itemNotFoundRefusal, protocolRefusal, Refusal } from "../rules/refusals.ts";
import { parseRequest } from "../rules/requests.ts";
import { requireOfferedValue } from "../rules/settings.ts";
import type { MemoryAttachments, MemoryFolder, MemoryProcesses } from "./memorySandbox.ts";
import type { MemoryTurns } from "./memoryTurns.ts";
import { DEFAULT_SESSION, type MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

/** The connection that an action comes over. */
interface MemoryCaller {
	readonly by: Requester;
	/** Shows the person among the participants. */
	join(): void;
}

type ActionHandlers = {
	[Name in ActionName]: (request: ActionRequest<Name>, caller: MemoryCaller) => ActionResponse<Name>;
};

interface MemoryActionsDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly turns: MemoryTurns;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	/** The least role that may call each action. */
	readonly access: RoleTable;
	/** What a prompt does while a turn runs when it does not say. */
	readonly whenBusy: WhenBusy;
	/** The version of the protocol that the workspace speaks. */
	readonly protocol: number;
	readonly attachments: MemoryAttachments;
	readonly folder: MemoryFolder;
	readonly processes: MemoryProcesses;
	/** Closes a person's connections, and returns how many there were. */
	disconnectUser(userId: string): number;
	/** Refuses all connections from now on. */
	destroy(by: Requester): void;
}

/**
 * The actions of an in-memory workspace: roles and requests are checked, a repeat under the same client id gets the first
 * response, and what the rules refuse is thrown as a `WorkspaceError`.
 */
export class MemoryActions {
	readonly #deps: MemoryActionsDeps;
	readonly #handlers: ActionHandlers;
	readonly #responses = new Map<string, unknown>();

	constructor(deps: MemoryActionsDeps) {
		this.#deps = deps;
		this.#handlers = this.#createHandlers();
	}

	async call<Name extends ActionName>(
		action: Name,
		request: ActionRequest<Name>,
		caller: MemoryCaller,
	): Promise<ActionResponse<Name>> {
		const key = requestKey(action, request, caller.by);
		if (key !== null && this.#responses.has(key)) return this.#responses.get(key) as ActionResponse<Name>;
		try {
			requireAction(this.#deps.access, caller.by, action);
			const response = this.#handlers[action](parseRequest(action, request), caller);
			if (key !== null) this.#responses.set(key, response);
			return response;
		} catch (error) {
			throw error instanceof Refusal ? new WorkspaceError(error.info) : toWorkspaceError(error);
		}
	}

	#createHandlers(): ActionHandlers {
		const { workspaceState, turns, clock, attachments, folder, processes, disconnectUser, destroy } = this.#deps;
		return {
			sync: (request, caller) => this.#sync(request, caller),
			getHistory: (request) => this.#getHistory(request),
			getItem: ({ id }) => {
				const item = this.#find(id);
				if (!item) throw itemNotFoundRefusal();
				return { ...item, truncated: undefined };
			},
			getSessionInfo() {
				const { workspaceId, session } = workspaceState.get();
				const { sandboxId, agent, state } = session ?? DEFAULT_SESSION;
				return { workspaceId, sandboxId, agent, state };
			},
			getDiagnostics: () => describeWorkspace(workspaceState.get(), this.#deps.protocol),
			prompt: (request, { by }) => this.#prompt(request, by),
			withdrawPrompt: ({ promptId }, { by }) => this.#changeQueue(withdrawPrompt(this.#find(promptId), by)),
			editPrompt: (request, { by }) => this.#changeQueue(editPrompt(this.#find(request.promptId), request, by)),
			movePrompt: (request, { by }) =>
				this.#changeQueue(movePrompt(this.#find(request.promptId), request, by, this.#queueState())),
			uploadAttachment: (request, { by }) => attachments.receiveChunk(by, request),
			stop({ turnId }, { by }) {
				const isRunning = workspaceState.get().turn?.id === turnId;
				if (isRunning) turns.stop({ stoppedBy: toPerson(by) });
				return { stopping: isRunning };
			},
			answerApproval: ({ approvalId, optionId }, { by }) => {
				const answer = { optionId, by: toPerson(by), role: by.role, at: clock.now() };
				const { changes, missing } = answerApproval(this.#find(approvalId), answer, workspaceState.get().approvals);
				workspaceState.apply(changes.map((item) => ({ kind: "item", item })));
				for (const { id, state } of changes) if (state.status === "answered") turns.answer(id, state.optionId);
				return { approvalId, optionId, missing };
			},
			setConfigOption: (request) => this.#setConfigOption(request),
			restartSession() {
				const restarting = workspaceState.get().session?.state.status !== "ready";
				if (restarting) workspaceState.apply([{ kind: "session", change: { state: { status: "ready" } } }]);
				return { restarting };
			},
			disconnectUser: ({ userId }) => ({ closed: disconnectUser(userId) }),
			destroyWorkspace(_request, { by }) {
				// Later, so that the response arrives first.
				queueMicrotask(() => destroy(by));
				return { destroyed: true };
			},
			listFiles: (request) => folder.list(request),
			readFile: (request) => folder.read(request),
			findFiles: (request) => folder.find(request),
			listProcesses: () => processes.list(),
			readProcess: (request) => processes.read(request),
		};
	}

	#sync(
		{ protocol: asked, have, limit = LIMITS.defaultWindowItems }: SyncRequest,
		{ by, join }: MemoryCaller,
	): SyncResponse {
		const { workspaceState, clock, access, whenBusy, protocol } = this.#deps;
		if (asked !== protocol) throw protocolRefusal(asked, protocol);
		join();
		const { epoch, seq, session, turn, queue, approvals, participants } = workspaceState.get();
		return {
			protocol,
			epoch,
			seq,
			...selectWindow(workspaceState.get(), have, limit),
			session: session ?? DEFAULT_SESSION,
			turn,
			queue,
			whenBusy,
			approvals,
			approvalRole: access.answerApproval,
			participants,
			self: toSelf(access, by),
			now: clock.now(),
		};
	}

	#getHistory({ before, limit = LIMITS.defaultWindowItems }: GetHistoryRequest): HistoryPage {
		const older = allItems(this.#deps.workspaceState.get()).filter((item) => item.order < before);
		return { items: older.slice(-limit), hasOlder: older.length > limit };
	}

	#prompt(request: PromptRequest, by: Requester): PromptResponse {
		const { turns, clock, createId, access, whenBusy, attachments } = this.#deps;
		if (request.userId !== undefined && request.userId !== by.userId) throw authorMismatchRefusal();
		const state = this.#queueState();
		const { clientId = createId("client") } = request;
		const context = { promptId: createId("prompt"), now: clock.now(), by, access, whenBusy };
		const { prompt, position } = admitPrompt(state, { ...request, clientId }, context);
		const files = attachments.claim(by, request.attachments ?? []);
		const response = this.#changeQueue(enqueuePrompt(state, { prompt: { ...prompt, attachments: files }, position }));
		turns.runNext();
		turns.preemptIfNeeded();
		return response;
	}

	#changeQueue<Response>({ changes, response }: QueueOutcome<Response>): Response {
		// As in the actor, a prompt without an `order` takes the last place.
		const toChange = (item: PromptChange) => ({ kind: "item" as const, item, order: item.order ?? null });
		this.#deps.workspaceState.apply(changes.map(toChange));
		return response;
	}

	#setConfigOption({ configId, value }: SetConfigOptionRequest): ActionResponse<"setConfigOption"> {
		const { workspaceState } = this.#deps;
		const { configOptions } = workspaceState.get().session ?? DEFAULT_SESSION;
		const option = requireOfferedValue(configOptions, configId, value);
		const next = configOptions.map((other) => (other === option ? { ...option, value } : other));
		workspaceState.apply([{ kind: "session", change: { configOptions: next } }]);
		return { configId, value };
	}

	#queueState(): QueueState {
		const { queue, turn } = this.#deps.workspaceState.get();
		return { queue, turnId: turn?.id ?? null };
	}

	#find(id: string): TimelineItem | undefined {
		const { items, queue } = this.#deps.workspaceState.get();
		return items.get(id) ?? queue.find((prompt) => prompt.id === id);
	}
}

/** What a repeat is known by; null when the action does not know repeats, or the request has no client id. */
function requestKey(action: ActionName, request: unknown, { userId }: Requester): string | null {
	if (typeof request !== "object" || request === null || !("clientId" in request)) return null;
	return request.clientId === undefined ? null : JSON.stringify([userId, action, request.clientId]);
}

/** What changed since `have`, when that is known and at most `limit` items; else the newest ones. */
function selectWindow(
	state: WorkspaceState,
	have: SyncRequest["have"],
	limit: number,
): Pick<SyncResponse, "window" | "items" | "hasOlder"> {
	const items = allItems(state);
	const hasOlder = items.length > limit;
	if (have?.epoch === state.epoch) {
		const changed = items.filter((item) => item.seq > have.seq);
		if (changed.length <= limit) return { window: "changed", items: changed, hasOlder };
	}
	return { window: "new", items: items.slice(-limit), hasOlder };
}

function allItems({ itemIds, items }: WorkspaceState): readonly TimelineItem[] {
	return itemIds.flatMap((id) => items.get(id) ?? []);
}

function describeWorkspace(state: WorkspaceState, protocol: number): Diagnostics {
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
