import { ConnectionManager } from "../connection/connectionManager.ts";
import { StateSync } from "../connection/stateSync.ts";
import { DEFAULT_STORE_LIMITS, type StoreLimits } from "../connection/storeLimits.ts";
import type { ConnectWorkspace } from "../connection/workspaceConnection.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import { parseWorkspaceId } from "../parse/workspaceId.ts";
import {
	browserNetwork,
	browserStorage,
	createClientId,
	type KeyValueStorage,
	type Network,
	type Schedule,
	scheduleFrame,
} from "../platform/browser.ts";
import { type Clock, systemClock } from "../platform/timing.ts";
import { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { reduceItems } from "../state/timelineReducer.ts";
import { emptyWorkspaceState } from "../state/workspaceState.ts";
import { DraftAttachments } from "./attachments.ts";
import { persistAttachments, persistDraft } from "./draftStorage.ts";
import { HistoryLoader } from "./history.ts";
import { Outbox } from "./outbox.ts";
import { persistOutbox } from "./outboxStorage.ts";
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
	/** When listeners are called after a change. Default: with the next frame. */
	readonly schedule?: Schedule | undefined;
	/** The time and the timers. Default: those of the system. */
	readonly clock?: Clock | undefined;
	/** Whether the machine has a network. Default: as the browser says; always online outside of one. */
	readonly network?: Network | undefined;
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
	const { storage = browserStorage(), schedule = scheduleFrame } = options;
	const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits };

	const state = new Observable(emptyWorkspaceState(parseWorkspaceId(options.workspaceId)), schedule);
	const connection = new ConnectionManager({ state, connect, clock, network, limits });
	const sync = new StateSync({ state, connection, clock, limits });
	const outbox = new Outbox({ state, connection, clock, limits, createId });
	const attachments = new DraftAttachments({ state, connection, createId });
	const history = new HistoryLoader({ state, connection, sync, limits });

	if (storage) {
		persistOutbox({ state, storage, clock, limits });
		persistDraft(state, storage);
		persistAttachments(state, storage, (ids) => attachments.verify(ids));
		persistWhenBusy(state, storage);
	}

	const start = countUsers(() =>
		connection.start({
			onOpen: () => sync.start(),
			onClose: () => sync.stop(),
			onSynced: () => outbox.sendPending(),
			onPatches: (batch) => sync.handlePatches(batch),
			onHead: (head) => sync.handleHead(head),
		}),
	);

	return {
		get: () => state.get(),
		subscribe: (listener) => state.subscribe(listener),
		start,
		reconnect: () => connection.reconnect(),

		prompt: (text, promptOptions) => outbox.prompt(text, promptOptions),
		retryPrompt: (clientId) => outbox.retry(clientId),
		discardPrompt: (clientId) => outbox.discard(clientId),
		// At once: a text field that waits for a frame loses its caret.
		setDraft: (draft) => state.set(updateFields(state.get(), { draft }), "now"),
		setWhenBusy: (whenBusy) => state.set(reduceWhenBusy(state.get(), whenBusy)),
		uploadAttachments: (files) => attachments.upload(files),
		retryAttachment: (id) => attachments.retry(id),
		removeAttachment: (id) => attachments.remove(id),
		takeAttachments: () => attachments.take(),

		async stop() {
			const { turn } = state.get();
			if (turn) await connection.perform("stop", { clientId: createId(), turnId: turn.id });
		},
		async withdrawPrompt(promptId) {
			await connection.perform("withdrawPrompt", { clientId: createId(), promptId });
		},
		async editPrompt(promptId, text) {
			await connection.perform("editPrompt", { clientId: createId(), promptId, text });
		},
		async movePrompt(promptId, before) {
			await connection.perform("movePrompt", { clientId: createId(), promptId, before });
		},
		async answerApproval(approvalId, optionId) {
			await connection.perform("answerApproval", { clientId: createId(), approvalId, optionId });
		},
		async setConfigOption(configId, value) {
			await connection.perform("setConfigOption", { clientId: createId(), configId, value });
		},
		async restartSession() {
			await connection.perform("restartSession", { clientId: createId() });
		},
		async disconnectUser(userId) {
			await connection.perform("disconnectUser", { clientId: createId(), userId });
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
			const { items, approvals } = state.get();
			const loaded = items.get(id) ?? approvals.find((approval) => approval.id === id);
			if (loaded && loaded.seq <= item.seq) state.set(reduceItems(state.get(), [item]));
			return item;
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

/** Starts with the first user, and stops when the last one has stopped. */
function countUsers(start: () => () => void): () => () => void {
	let users = 0;
	let stop = () => {};
	return () => {
		let hasStopped = false;
		users += 1;
		if (users === 1) stop = start();
		return () => {
			if (hasStopped) return;
			hasStopped = true;
			users -= 1;
			if (users === 0) stop();
		};
	};
}
