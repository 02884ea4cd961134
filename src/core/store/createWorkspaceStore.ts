import { LIMITS } from "../../protocol/index.ts";
import { decodeBase64 } from "../../rules/binaryContent.ts";
import { ConnectionManager } from "../connection/connectionManager.ts";
import { StateSync } from "../connection/stateSync.ts";
import { DEFAULT_STORE_LIMITS, type StoreLimits } from "../connection/storeLimits.ts";
import type { ConnectWorkspace } from "../connection/workspaceConnection.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import { parseResponse } from "../parse/messages.ts";
import { parseWorkspaceId } from "../parse/workspaceId.ts";
import {
	browserActivity,
	browserNetwork,
	browserStorage,
	browserTabStorage,
	browserVisibility,
	createClientId,
	createPageStorage,
	type KeyValueStorage,
	type Network,
	type PageActivity,
	type PageVisibility,
	type Schedule,
	scheduleFrame,
} from "../platform/browser.ts";
import { type Clock, systemClock } from "../platform/timing.ts";
import { Observable } from "../state/observable.ts";
import { selectStoppable } from "../state/selectors.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { reduceItems } from "../state/timelineReducer.ts";
import { reduceCaughtUp } from "../state/unread.ts";
import { unsentPrompts } from "../state/unsentPrompts.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../state/workspaceState.ts";
import { DraftAttachments } from "./attachments.ts";
import { AttentionReports } from "./attentionReports.ts";
import { countUsers } from "./countUsers.ts";
import { Draft } from "./draft.ts";
import { DraftStorage } from "./draftStorage.ts";
import { HistoryLoader } from "./history.ts";
import { followLastLook, persistLastLook } from "./lastLook.ts";
import { Outbox } from "./outbox.ts";
import { persistOutbox } from "./outboxStorage.ts";
import { PresenceReporter } from "./presenceReporter.ts";
import { PromptSpans, type StoreTracer } from "./promptSpans.ts";
import { ReadTracker } from "./readTracker.ts";
import { persistWhenBusy, reduceWhenBusy } from "./whenBusy.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** The options of `createWorkspaceStore`. */
export interface WorkspaceStoreOptions {
	/** The actor key: a string of 1 to 128 bytes. */
	readonly workspaceId: string;
	/** Dials the workspace: `connectRivet(…)`, or `createMemoryWorkspace(…).connect(…)` in tests. */
	readonly connect: ConnectWorkspace;
	/** Where unsent prompts and the draft are kept over reloads. Default: `localStorage` where there is one; null for nowhere. */
	readonly storage?: KeyValueStorage | null | undefined;
	/**
	 * Where the draft of this tab is kept while the tab is open, what was reported in it (`subscribeAttention`), and when
	 * this person last looked at it: `storage` has only what closed tabs have left. Default: `sessionStorage`, or with a
	 * `storage` of your own the memory of the page.
	 */
	readonly tabStorage?: KeyValueStorage | undefined;
	/** When listeners are called after a change. Default: with the next frame. */
	readonly schedule?: Schedule | undefined;
	/** The time and the timers. Default: those of the system. */
	readonly clock?: Clock | undefined;
	/** Whether the machine has a network. Default: as the browser says; always online outside of one. */
	readonly network?: Network | undefined;
	/** Whether a person sees the page. Default: as the browser says; always outside of one. */
	readonly visibility?: PageVisibility | undefined;
	/** What shows that a person is at the page: without it for two minutes, others see them as idle. Default: keys and pointers. */
	readonly activity?: PageActivity | undefined;
	/**
	 * Traces prompts: `trace.getTracer("my-app")` of OpenTelemetry. Each prompt has a span until the workspace has stored
	 * it, and the spans of the server belong to it. Default: nothing is traced.
	 */
	readonly tracer?: StoreTracer | undefined;
	/** Limits that differ from `DEFAULT_STORE_LIMITS`. */
	readonly limits?: Partial<StoreLimits> | undefined;
	/** Makes the client ids that keep repeated actions from running twice. Default: `createClientId`. */
	readonly createId?: (() => string) | undefined;
}

/**
 * Creates the store of one workspace: everything known about it as one value, and the actions of a person. It knows
 * neither React nor Rivet, and does nothing before `start`.
 *
 * @throws {WorkspaceError} `invalid_workspace_id`
 * @example
 * const workspace = createMemoryWorkspace();
 * const store = createWorkspaceStore({ workspaceId: "acme/site", connect: workspace.connect({ userId: "ada", name: "Ada" }) });
 * const stop = store.start();
 * store.subscribe(() => console.log(store.get().itemIds.length));
 * await store.prompt("Hello");
 * stop();
 */
export function createWorkspaceStore(options: WorkspaceStoreOptions): WorkspaceStore {
	const { connect, clock = systemClock, network = browserNetwork, createId = createClientId } = options;
	const { storage = browserStorage(), schedule = scheduleFrame, visibility = browserVisibility } = options;
	const { activity = browserActivity } = options;
	const tabStorage = options.tabStorage ?? tabStorageOf(storage, options.storage === undefined);
	const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits };

	const state = new Observable(emptyWorkspaceState(parseWorkspaceId(options.workspaceId)), schedule);
	const connection = new ConnectionManager<WorkspaceState>({
		state,
		connect,
		parseResponse,
		probe: "getSessionInfo",
		clock,
		network,
		limits,
	});
	const sync = new StateSync({ state, connection, clock, limits });
	const outbox = new Outbox({ state, connection, clock, limits, createId, spans: new PromptSpans(options.tracer) });
	const attachments = new DraftAttachments({ state, connection, createId });
	const presence = new PresenceReporter({ state, connection, clock, visibility, activity });
	const draft = new Draft({ state, attachments, presence });
	const history = new HistoryLoader({ state, connection, sync, limits });

	const readTracker = new ReadTracker({ state, connection, visibility, clock });
	const attention = new AttentionReports({ state, storage: tabStorage });
	persistLastLook(state, tabStorage);

	const drafts =
		storage &&
		new DraftStorage({
			state,
			storage,
			tabStorage,
			createId,
			verify: (ids) => attachments.verify(ids),
		});
	if (storage) {
		persistOutbox({ state, storage, clock, limits });
		persistWhenBusy(state, storage);
	}

	const start = countUsers(() => {
		const closeDraft = drafts?.open();
		const stopTracking = readTracker.start();
		const unfollowLastLook = followLastLook({ state, visibility, clock });
		const stopPresence = presence.start();
		const stop = connection.start({
			onOpen: () => sync.start(),
			onClose: () => sync.stop(),
			onSynced() {
				outbox.sendPending();
				presence.handleSynced();
			},
			onPatches: (batch) => sync.handlePatches(batch),
			onHead(head) {
				sync.handleHead(head);
				presence.handleHead();
			},
			onRead: (mark) => readTracker.handleMark(mark),
			onPresence: (change) => presence.handleChange(change),
		});
		return () => {
			stop();
			stopTracking();
			stopPresence();
			unfollowLastLook();
			closeDraft?.();
		};
	});

	return {
		get: () => state.get(),
		subscribe: (listener) => state.subscribe(listener),
		subscribeAttention: (listener) => attention.subscribe(listener),
		start,
		reconnect: () => connection.reconnect(),

		prompt(text, promptOptions) {
			state.set(reduceCaughtUp(state.get()));
			return outbox.prompt(text, promptOptions);
		},
		suggestPrompt(text, promptOptions) {
			state.set(reduceCaughtUp(state.get()));
			return outbox.prompt(text, { ...promptOptions, suggest: true });
		},
		setReading: (isAtEnd) => readTracker.setAtEnd(isAtEnd),
		dismissUnreadSummary: () => state.set(updateFields(state.get(), { unreadSummary: null }), "now"),
		retryPrompt: (clientId) => outbox.retry(clientId),
		discardPrompt: (clientId) => outbox.discard(clientId),
		takePrompt(clientId) {
			const prompt = unsentPrompts(state.get().outbox).find((unsent) => unsent.clientId === clientId);
			if (!prompt) return null;
			outbox.discard(clientId);
			draft.add(prompt);
			return prompt.text;
		},
		// At once: a text field that waits for a frame loses its caret.
		setComposerMode: (composerMode) => state.set(updateFields(state.get(), { composerMode }), "now"),
		setDraft: (text) => draft.setText(text),
		chooseMention: (mention) => draft.chooseMention(mention),
		updatePresence: (change) => presence.update(change),
		followPerson: (followedUserId) => state.set(updateFields(state.get(), { followedUserId })),
		setWhenBusy: (whenBusy) => state.set(reduceWhenBusy(state.get(), whenBusy)),
		uploadAttachments: (files) => attachments.upload(files),
		retryAttachment: (id) => attachments.retry(id),
		removeAttachment: (id) => attachments.remove(id),
		removeQuote: (noteId) => draft.removeQuote(noteId),
		takeDraft: () => draft.take(),
		addToDraft: (sentWith) => draft.add(sentWith),

		async stop() {
			const turnId = selectStoppable(state.get())?.id;
			if (turnId !== undefined) await connection.perform("stop", { clientId: createId(), turnId });
		},
		async withdrawPrompt(promptId) {
			await connection.perform("withdrawPrompt", { clientId: createId(), promptId });
		},
		async editPrompt(promptId, text, { mentions } = {}) {
			await connection.perform("editPrompt", { clientId: createId(), promptId, text, mentions });
		},
		async movePrompt(promptId, before) {
			await connection.perform("movePrompt", { clientId: createId(), promptId, before });
		},
		async sendSuggestion(promptId, revision) {
			await connection.perform("sendSuggestion", { clientId: createId(), promptId, revision });
		},
		async declineSuggestion(promptId, reason) {
			await connection.perform("declineSuggestion", { clientId: createId(), promptId, reason });
		},
		async takeWheel(minutes) {
			await connection.perform("takeWheel", { clientId: createId(), minutes });
		},
		async releaseWheel() {
			await connection.perform("releaseWheel", { clientId: createId() });
		},
		async askForWheel() {
			await connection.perform("askForWheel", { clientId: createId() });
		},
		async handOverWheel(userId) {
			await connection.perform("handOverWheel", { clientId: createId(), userId });
		},
		async answerApproval(approvalId, optionId) {
			await connection.perform("answerApproval", { clientId: createId(), approvalId, optionId });
		},
		async answerQuestion(questionId, reply) {
			await connection.perform("answerQuestion", { clientId: createId(), questionId, ...reply });
		},
		async addNote(text, noteOptions) {
			const { noteId } = await connection.perform("addNote", { clientId: createId(), text, ...noteOptions });
			state.set(reduceCaughtUp(state.get()));
			return noteId;
		},
		async editNote(noteId, text, noteOptions) {
			await connection.perform("editNote", { clientId: createId(), noteId, text, ...noteOptions });
		},
		async deleteNote(noteId) {
			await connection.perform("deleteNote", { clientId: createId(), noteId });
		},
		async reactToNote(noteId, emoji, on) {
			await connection.perform("reactToNote", { clientId: createId(), noteId, emoji, on });
		},
		async resolveNote(noteId, resolved) {
			await connection.perform("resolveNote", { clientId: createId(), noteId, resolved });
		},
		async claimRequest(requestId, userId) {
			await connection.perform("claimRequest", { clientId: createId(), requestId, userId });
		},
		async releaseRequest(requestId) {
			await connection.perform("releaseRequest", { clientId: createId(), requestId });
		},
		async setConfigOption(configId, value) {
			await connection.perform("setConfigOption", { clientId: createId(), configId, value });
		},
		async changeAgent(agent) {
			await connection.perform("changeAgent", { clientId: createId(), agent });
		},
		async renameWorkspace(title) {
			await connection.perform("renameWorkspace", { clientId: createId(), title });
		},
		async logIn(methodId) {
			await connection.perform("logIn", { clientId: createId(), methodId });
		},
		async restartSession() {
			await connection.perform("restartSession", { clientId: createId() });
		},
		async disconnectUser(userId) {
			await connection.perform("disconnectUser", { clientId: createId(), userId });
		},
		listPeople: (query, limit, offset) => connection.perform("listPeople", { query, limit, offset }),
		async setRole(userId, role) {
			await connection.perform("setRole", { clientId: createId(), userId, role });
		},
		async removePerson(userId) {
			await connection.perform("removePerson", { clientId: createId(), userId });
		},
		createInvite: (invite) => connection.perform("createInvite", { clientId: createId(), ...invite }),
		listInvites: async () => (await connection.perform("listInvites", undefined)).invites,
		async revokeInvite(inviteId) {
			await connection.perform("revokeInvite", { clientId: createId(), inviteId });
		},
		async destroyWorkspace() {
			try {
				await connection.perform("destroyWorkspace", { clientId: createId() });
			} catch (error) {
				// The news that it is gone may arrive before the response: then it worked.
				if (toWorkspaceError(error).code !== "workspace_destroyed") throw error;
			}
		},

		loadOlder: () => history.loadOlder(),
		async loadItem(id) {
			const item = await connection.perform("getItem", { id });
			const { items, approvals, questions } = state.get();
			const loaded = items.get(id) ?? [...approvals, ...questions].find((pending) => pending.id === id);
			if (loaded && loaded.seq <= item.seq) state.set(reduceItems(state.get(), [item]));
			return item;
		},
		async readContent(id) {
			const pages: string[] = [];
			for (let offset = 0, size = 1; offset < size; offset += LIMITS.contentPageBytes) {
				const page = await connection.perform("readContent", { id, offset });
				pages.push(page.data);
				size = page.size;
			}
			return decodeBase64(pages.join(""));
		},
		call: (action, request) => connection.perform(action, request),
		getDiagnostics: () => connection.perform("getDiagnostics", undefined),
		listFiles: (path) => connection.perform("listFiles", { path }),
		readFile: (path, page) => connection.perform("readFile", { path, ...page }),
		findFiles: async (query, limit) => (await connection.perform("findFiles", { query, limit })).paths,
		listProcesses: async () => (await connection.perform("listProcesses", undefined)).processes,
		readProcess: (processId, after) => connection.perform("readProcess", { processId, after }),
	};
}

/** For each storage of a host: all stores of a page that share it belong to the same tab. */
const pageStorages = new WeakMap<KeyValueStorage, KeyValueStorage>();

function tabStorageOf(storage: KeyValueStorage | null, isDefault: boolean): KeyValueStorage {
	if (!storage) return createPageStorage();
	const known = (isDefault ? browserTabStorage() : null) ?? pageStorages.get(storage);
	if (known) return known;
	const created = createPageStorage();
	pageStorages.set(storage, created);
	return created;
}
