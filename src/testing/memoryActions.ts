import { toWorkspaceError, WorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import {
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	type ChangeAgentRequest,
	type Diagnostics,
	type GetHistoryRequest,
	type HistoryPage,
	LIMITS,
	type MarkReadRequest,
	type PresenceUpdate,
	type PromptRequest,
	type PromptResponse,
	type ReadMark,
	type SetConfigOptionRequest,
	type SyncRequest,
	type SyncResponse,
	type TimelineItem,
	type WhenBusy,
} from "../protocol/index.ts";
import { isRecord } from "../protocol/isRecord.ts";
import { type Requester, requireAction, toPerson, toSelf } from "../rules/access.ts";
import { changeAgent } from "../rules/agents.ts";
import { answerApproval } from "../rules/approvals.ts";
import { doneAct, isAct, isRecordedRefusal, refusedAct } from "../rules/audit.ts";
import { claimRequest, releaseRequest } from "../rules/claims.ts";
import { ZERO_COUNTS } from "../rules/counts.ts";
import { refusalOfHiddenFiles } from "../rules/hiddenFiles.ts";
import type { KnownRoles } from "../rules/KnownRoles.ts";
import { requireLoginMethod } from "../rules/login.ts";
import {
	createNote,
	deleteNote,
	editNote,
	type NoteOutcome,
	quoteNotes,
	reactToNote,
	resolveNote,
} from "../rules/notes.ts";
import { type AccessTable, requireSetting } from "../rules/oversight.ts";
import { answerQuestion } from "../rules/questions.ts";
import {
	type AdmissionContext,
	type AdmittedPrompt,
	type CommandContext,
	editPrompt,
	enqueuePrompt,
	movePrompt,
	type NewPromptRequest,
	type PromptChange,
	type QueueOutcome,
	type QueueState,
	withdrawPrompt,
} from "../rules/queue.ts";
import {
	authorMismatchRefusal,
	clientIdReusedRefusal,
	contentNotFoundRefusal,
	itemNotFoundRefusal,
	Refusal,
} from "../rules/refusals.ts";
import { describeRequest, parseRequest } from "../rules/requests.ts";
import { requireOfferedValue, settingChange } from "../rules/settings.ts";
import { admitByWheel, admitSuggestion, declineSuggestion, sendSuggestion } from "../rules/suggestions.ts";
import { renamed, renameSession } from "../rules/title.ts";
import { advanceReadMark, summarizeUnread } from "../rules/unread.ts";
import { askForWheel, handOverWheel, releaseWheel, requireWheel, takeWheel } from "../rules/wheel.ts";
import type { MemoryAudit } from "./MemoryAudit.ts";
import type { MemoryBackground } from "./memoryBackground.ts";
import type { MemoryContents } from "./memoryContents.ts";
import type { MemoryMembers } from "./memoryMembers.ts";
import type { MemoryPeople } from "./memoryPeople.ts";
import type { MemoryAttachments, MemoryFolder, MemoryProcesses } from "./memorySandbox.ts";
import type { MemoryTurns } from "./memoryTurns.ts";
import type { MemoryWheel } from "./memoryWheel.ts";
import { DEFAULT_SESSION, type MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

/** The connection that an action comes over. */
interface MemoryCaller {
	readonly by: Requester;
	/** Shows the person among the participants. Returns whether this connection did not before. */
	join(): boolean;
	/** Sends the person's mark to their other connections. */
	sendRead(mark: ReadMark): void;
	/** Says where the person is. */
	report(update: PresenceUpdate): void;
}

type ActionHandlers = {
	[Name in ActionName]: (request: ActionRequest<Name>, caller: MemoryCaller) => ActionResponse<Name>;
};

interface MemoryActionsDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly turns: MemoryTurns;
	readonly background: Pick<MemoryBackground, "stop" | "update">;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	/** The least role that may call each action. */
	readonly access: AccessTable;
	/** What a prompt does while a turn runs when it does not say. */
	readonly whenBusy: WhenBusy;
	/** The version of the protocol that the workspace speaks. */
	readonly protocol: number;
	readonly knownRoles: KnownRoles;
	readonly people: MemoryPeople;
	readonly members: MemoryMembers;
	readonly wheel: MemoryWheel;
	/** Somebody's access has ended. */
	reviewAccess(): void;
	readonly attachments: MemoryAttachments;
	readonly contents: MemoryContents;
	readonly audit: MemoryAudit;
	readonly folder: MemoryFolder;
	readonly processes: MemoryProcesses;
	/** How far each person has read, by user id. */
	readonly reads: Map<string, ReadMark>;
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
	readonly #responses = new Map<string, { readonly request: string; readonly response: unknown }>();

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
		const first = key === null ? undefined : this.#responses.get(key);
		const { audit } = this.#deps;
		const acting = { userId: caller.by.userId, action };
		audit.recordName(caller.by);
		try {
			if (first && first.request !== describeRequest(action, request)) throw clientIdReusedRefusal();
			if (first) return first.response as ActionResponse<Name>;
			requireAction(this.#deps.access, caller.by, action);
			const response = this.#handlers[action](parseRequest(action, request, this.#deps.protocol), caller);
			if (isAct(action)) audit.record({ ...doneAct(acting, request, response), rule: this.#ruleOf(request) });
			if (key !== null) this.#responses.set(key, { request: describeRequest(action, request), response });
			return response;
		} catch (error) {
			const { info } = error instanceof Refusal ? error : { info: toWorkspaceError(error) };
			if (isRecordedRefusal(action, info.code)) audit.recordRefusal(refusedAct(acting, request, info.code));
			throw error instanceof Refusal ? new WorkspaceError(error.info) : toWorkspaceError(error);
		}
	}

	/** The rule by which people were asked for a permission. */
	#ruleOf(request: unknown): string | null {
		const id = isRecord(request) ? request.approvalId : undefined;
		const item = typeof id === "string" ? this.#find(id) : undefined;
		return item?.kind === "approval" ? (item.rule ?? null) : null;
	}

	#createHandlers(): ActionHandlers {
		const {
			workspaceState,
			turns,
			background,
			clock,
			knownRoles,
			people,
			members,
			wheel,
			attachments,
			contents,
			audit,
			folder,
			processes,
			reviewAccess,
			disconnectUser,
			destroy,
			createId,
		} = this.#deps;
		return {
			sync: (request, caller) => this.#sync(request, caller),
			getHistory: (request) => this.#getHistory(request),
			getItem: ({ id }) => {
				const item = this.#find(id);
				if (!item) throw itemNotFoundRefusal();
				return { ...item, truncated: undefined };
			},
			readContent({ id, offset }) {
				const page = contents.findPage(id, offset) ?? attachments.findPage(id, offset);
				if (!page) throw contentNotFoundRefusal();
				return page;
			},
			markRead: (request, caller) => this.#markRead(request, caller),
			getUnreadSummary: (since, { by }) => ({
				...summarizeUnread(allItems(workspaceState.get()), since, by.userId),
				isPartial: false,
			}),
			updatePresence({ have, ...update }, { report }) {
				report(update);
				return { presence: workspaceState.presence.snapshotUnless(have) };
			},
			getSessionInfo() {
				const { workspaceId, session } = workspaceState.get();
				const { sandboxId, agent, state } = session ?? DEFAULT_SESSION;
				return { workspaceId, sandboxId, agent, state };
			},
			getAuditLog: (request) => audit.read(request),
			getDiagnostics: () => describeWorkspace(workspaceState.get(), this.#deps.protocol),
			prompt: (request, { by }) => this.#prompt(request, by),
			suggestPrompt: (request, { by }) => this.#addPrompt(request, by, admitSuggestion),
			sendSuggestion: ({ promptId, revision }, { by }) => {
				knownRoles.confirm(by);
				const sent = sendSuggestion(this.#queueState(), this.#find(promptId), { revision }, by, this.#commandContext());
				const response = this.#changeQueue(sent);
				turns.runNext();
				return response;
			},
			declineSuggestion: (request, { by }) =>
				this.#changeQueue(declineSuggestion(this.#find(request.promptId), request, by, this.#commandContext())),
			takeWheel: ({ minutes }, { by }) => wheel.change(by, (held, context) => takeWheel(held, minutes, context)),
			releaseWheel: (_request, { by }) => wheel.change(by, releaseWheel),
			askForWheel: (_request, { by }) => wheel.change(by, askForWheel),
			handOverWheel: ({ userId }, { by }) => wheel.change(by, (held, context) => handOverWheel(held, userId, context)),
			withdrawPrompt: ({ promptId }, { by }) => this.#changeQueue(withdrawPrompt(this.#find(promptId), by)),
			editPrompt: (request, { by }) =>
				this.#changeQueue(editPrompt(this.#find(request.promptId), request, by, this.#commandContext())),
			movePrompt: (request, { by }) =>
				this.#changeQueue(
					movePrompt(this.#find(request.promptId), request, by, { ...this.#queueState(), ...this.#commandContext() }),
				),
			uploadAttachment: (request, { by }) => attachments.receiveChunk(by, request),
			stop({ turnId }, { by }) {
				if (workspaceState.get().turn?.id !== turnId) return { stopping: background.stop(turnId, toPerson(by)) };
				turns.stop({ stoppedBy: toPerson(by) });
				return { stopping: true };
			},
			answerApproval: ({ approvalId, optionId }, { by }) => {
				const answer = { optionId, by: toPerson(by), role: by.role, at: clock.now() };
				const { changes, missing } = answerApproval(
					this.#find(approvalId),
					answer,
					workspaceState.get().approvals,
					knownRoles.of,
				);
				workspaceState.apply(changes.map((item) => ({ kind: "item", item })));
				for (const { id, state } of changes) if (state.status === "answered") turns.answer(id, state.optionId);
				background.update();
				return { approvalId, optionId, missing };
			},
			answerQuestion: ({ questionId, action, answer }, { by }) => {
				const reply = { action, answer, by: toPerson(by), at: clock.now() };
				const question = answerQuestion(this.#find(questionId), reply);
				workspaceState.apply([{ kind: "item", item: question }]);
				turns.reply(question);
				background.update();
				return { questionId, action };
			},
			addNote: (request, { by }) => {
				const context = { noteId: createId("note"), now: clock.now(), by, find: (id: string) => this.#find(id) };
				workspaceState.apply([{ kind: "item", item: createNote(request, context) }]);
				return { noteId: context.noteId };
			},
			editNote: (request, { by }) =>
				this.#changeNote(editNote(this.#find(request.noteId), request, { by, now: clock.now() })),
			deleteNote: (request, { by }) =>
				this.#changeNote(deleteNote(this.#find(request.noteId), request, { by, now: clock.now() })),
			reactToNote: (request, { by }) =>
				this.#changeNote(reactToNote(this.#find(request.noteId), request, { by, now: clock.now() })),
			resolveNote: (request, { by }) =>
				this.#changeNote(resolveNote(this.#find(request.noteId), request, { by, now: clock.now() })),
			claimRequest: ({ requestId, userId }, { by }) => {
				const { participants } = workspaceState.get();
				const context = { by, at: clock.now(), access: this.#deps.access, participants };
				this.#replace(requestId, (item) => claimRequest(item, userId, context));
				return { requestId, userId: userId ?? by.userId };
			},
			releaseRequest: ({ requestId }, { by }) => {
				this.#replace(requestId, (item) => releaseRequest(item, by));
				return { requestId };
			},
			setConfigOption: (request, { by }) => this.#setConfigOption(request, by),
			changeAgent: (request, { by }) => this.#changeAgent(request, by),
			renameWorkspace({ title }, { by }) {
				const { session, turn } = workspaceState.get();
				const before = session ?? DEFAULT_SESSION;
				const change = renameSession(before, title, by);
				const event = renamed(before, change.title ?? null);
				const base = {
					kind: "event",
					id: createId("event"),
					turnId: turn?.id ?? null,
					createdAt: clock.now(),
				} as const;
				workspaceState.apply([{ kind: "session", change }]);
				if (event) workspaceState.apply([{ kind: "item", item: { ...base, by: toPerson(by), event } }]);
				return { title: change.title ?? null };
			},
			logIn({ methodId }) {
				const { login, state } = workspaceState.get().session ?? DEFAULT_SESSION;
				if (state.status === "ready") return { loggingIn: false };
				requireLoginMethod(login, methodId);
				workspaceState.apply([{ kind: "session", change: { state: { status: "ready" } } }]);
				return { loggingIn: true };
			},
			restartSession() {
				const restarting = workspaceState.get().session?.state.status !== "ready";
				if (restarting) workspaceState.apply([{ kind: "session", change: { state: { status: "ready" } } }]);
				return { restarting };
			},
			disconnectUser({ userId }) {
				knownRoles.revoke(userId);
				reviewAccess();
				return { closed: disconnectUser(userId) };
			},
			listPeople: (request) => people.list(request),
			setRole: (request, { by }) => members.setRole(request, by),
			removePerson: (request, { by }) => members.remove(request, by),
			createInvite: (request, { by }) => members.createInvite(request, by),
			listInvites: () => ({ invites: members.listInvites() }),
			revokeInvite: (request) => members.revokeInvite(request),
			destroyWorkspace(_request, { by }) {
				// Later, so that the response arrives first.
				queueMicrotask(() => destroy(by));
				return { destroyed: true };
			},
			listFiles: (request, { by }) => folder.list(request, refusalOfHiddenFiles(this.#deps.access, by.role)),
			readFile: (request, { by }) => folder.read(request, refusalOfHiddenFiles(this.#deps.access, by.role)),
			findFiles: (request, { by }) => folder.find(request, refusalOfHiddenFiles(this.#deps.access, by.role)),
			listProcesses: () => processes.list(),
			readProcess: (request) => processes.read(request),
		};
	}

	#sync({ have, limit = LIMITS.defaultWindowItems }: SyncRequest, { by, join }: MemoryCaller): SyncResponse {
		const { workspaceState, clock, access, whenBusy, protocol, members } = this.#deps;
		if (join()) members.open(by);
		const { epoch, seq, session, turn, queue, approvals, questions, participants } = workspaceState.get();
		return {
			protocol,
			epoch,
			seq,
			...selectWindow(workspaceState.get(), have, limit),
			session: session ?? DEFAULT_SESSION,
			turn,
			queue,
			whenBusy,
			promptRole: access.prompt,
			approvals,
			approvalRole: access.answerApproval,
			questions,
			questionRole: access.answerQuestion,
			participants,
			presence: workspaceState.presence.snapshot(),
			self: toSelf(access, by),
			read: this.#deps.reads.get(by.userId) ?? null,
			now: clock.now(),
		};
	}

	#getHistory({ before, limit = LIMITS.defaultWindowItems }: GetHistoryRequest): HistoryPage {
		const older = allItems(this.#deps.workspaceState.get()).filter((item) => item.order < before);
		return { items: older.slice(-limit), hasOlder: older.length > limit };
	}

	#markRead({ order }: MarkReadRequest, { by, sendRead }: MemoryCaller): ReadMark {
		const { reads, workspaceState, clock } = this.#deps;
		const before = reads.get(by.userId) ?? null;
		const newest = allItems(workspaceState.get()).at(-1)?.order ?? 0;
		const mark = advanceReadMark(before, { order, newest, now: clock.now() });
		if (mark === before) return mark;
		reads.set(by.userId, mark);
		sendRead(mark);
		return mark;
	}

	#prompt(request: PromptRequest, by: Requester): PromptResponse {
		if (request.userId !== undefined && request.userId !== by.userId) throw authorMismatchRefusal();
		const { clientId = this.#deps.createId("client") } = request;
		return this.#addPrompt({ ...request, clientId }, by, admitByWheel);
	}

	#addPrompt(
		request: NewPromptRequest,
		by: Requester,
		admit: (state: QueueState, request: NewPromptRequest, context: AdmissionContext) => AdmittedPrompt,
	): PromptResponse {
		const { turns, clock, createId, whenBusy, attachments, knownRoles } = this.#deps;
		const state = this.#queueState();
		const notes = quoteNotes(request.notes ?? [], (id) => this.#find(id));
		const base = { promptId: createId("prompt"), now: clock.now(), by, notes };
		const context = { ...base, whenBusy, ...this.#commandContext() };
		const { prompt, ...place } = admit(state, request, context);
		knownRoles.confirm(by);
		const files = attachments.claim(by, request.attachments ?? []);
		const response = this.#changeQueue(enqueuePrompt(state, { prompt: { ...prompt, attachments: files }, ...place }));
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

	#changeNote<Response>({ changed, response }: NoteOutcome<Response>): Response {
		if (changed) this.#deps.workspaceState.apply([{ kind: "item", item: changed }]);
		return response;
	}

	#setConfigOption({ configId, value }: SetConfigOptionRequest, by: Requester): ActionResponse<"setConfigOption"> {
		const { workspaceState, clock, createId, access } = this.#deps;
		const { configOptions } = workspaceState.get().session ?? DEFAULT_SESSION;
		const option = requireOfferedValue(configOptions, configId, value);
		requireSetting(access, by.role, option);
		requireWheel(this.#deps.wheel.current(), by);
		const next = configOptions.map((other) => (other === option ? { ...option, value } : other));
		const event = settingChange(option, value);
		const turnId = workspaceState.get().turn?.id ?? null;
		const base = { id: createId("event"), turnId, createdAt: clock.now(), by: toPerson(by) };
		workspaceState.apply([
			{ kind: "session", change: { configOptions: next } },
			...(event ? [{ kind: "item" as const, item: { ...base, kind: "event" as const, event } }] : []),
		]);
		return { configId, value };
	}

	#changeAgent({ agent }: ChangeAgentRequest, by: Requester): ActionResponse<"changeAgent"> {
		const { workspaceState, clock, createId } = this.#deps;
		const { session, turn } = workspaceState.get();
		const event = changeAgent(session ?? DEFAULT_SESSION, agent, turn);
		if (!event) return { agent };
		requireWheel(this.#deps.wheel.current(), by);
		const base = { id: createId("event"), turnId: null, createdAt: clock.now(), by: toPerson(by) };
		workspaceState.apply([
			{ kind: "session", change: { agent, configOptions: [], commands: [] } },
			{ kind: "item", item: { ...base, kind: "event", event } },
		]);
		return { agent };
	}

	#replace(id: string, change: (item: TimelineItem | undefined) => TimelineItem): void {
		const before = this.#find(id);
		const item = change(before);
		if (item !== before) this.#deps.workspaceState.apply([{ kind: "item", item }]);
	}

	#commandContext(): CommandContext {
		const { commands } = this.#deps.workspaceState.get().session ?? DEFAULT_SESSION;
		return { access: this.#deps.access, commands, wheel: this.#deps.wheel.current() };
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
