import { createConnectionController } from "../connection/connectionController.ts";
import type { PerformAction } from "../connection/performAction.ts";
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
import { createObservable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { reduceItems } from "../state/timelineReducer.ts";
import { emptyWorkspaceState } from "../state/workspaceState.ts";
import { createDraftAttachments } from "./attachments.ts";
import { persistDraft } from "./draftStorage.ts";
import { createHistoryLoader } from "./history.ts";
import { createOutbox } from "./outbox.ts";
import { persistOutbox } from "./outboxStorage.ts";
import { createSandboxQueries } from "./sandboxQueries.ts";
import { persistWhenBusy, reduceWhenBusy } from "./whenBusy.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** Ends the workspace for good. That it is gone may be told before the answer has come: then it has gone well. */
async function destroyWorkspace(perform: PerformAction, clientId: string): Promise<void> {
	try {
		await perform("destroyWorkspace", { clientId });
	} catch (error) {
		if (toWorkspaceError(error).code !== "workspace_destroyed") throw error;
	}
}

export interface WorkspaceStoreOptions {
	/** The actor key: a string of 1 to 128 bytes. */
	readonly workspaceId: string;
	/** The way to the workspace: `connectRivet(…)`, or `createMemoryWorkspace(…).connect(…)` in tests. */
	readonly connect: ConnectWorkspace;
	/** Where unsent prompts and the draft outlast a reload. Default: `localStorage` where there is one; null for nowhere. */
	readonly storage?: KeyValueStorage | null | undefined;
	/** When listeners are told of changes. Default: with the next frame. */
	readonly schedule?: Schedule | undefined;
	readonly clock?: Clock | undefined;
	readonly network?: Network | undefined;
	/** Waits and numbers that differ from `STORE_LIMITS`. */
	readonly limits?: Partial<StoreLimits> | undefined;
	/** Makes the ids under which actions happen once. Default: `createClientId`. */
	readonly createId?: (() => string) | undefined;
}

/**
 * Makes the store of one workspace: all that is known about it as one value, and the commands of a person. Knows no
 * React and no Rivet. Nothing happens before `start`.
 *
 * @throws {WorkspaceError} `invalid_workspace_id`
 * @example
 * const workspace = createMemoryWorkspace();
 * const store = createWorkspaceStore({ workspaceId: "acme/site", connect: workspace.connect({ userIdSchema: "ada", name: "Ada" }) });
 * const stop = store.start();
 * store.subscribe(() => console.log(store.get().itemIds.length));
 * await store.prompt("Hello");
 * stop();
 */
export function createWorkspaceStore(options: WorkspaceStoreOptions): WorkspaceStore {
	const { connect, clock = systemClock, network = browserNetwork, createId = createClientId } = options;
	const { storage = browserStorage(), schedule = scheduleFrame } = options;
	const limits = { ...DEFAULT_STORE_LIMITS, ...options.limits };

	const state = createObservable(emptyWorkspaceState(parseWorkspaceId(options.workspaceId)), schedule);
	const sync = createConnectionController({ state, connect, clock, network, limits, onSynced: () => outbox.send() });
	const { perform } = sync;
	const outbox = createOutbox({ state, perform, clock, limits, createId });
	const { verifyUploaded, ...attachments } = createDraftAttachments({ state, perform, createId });
	const loadOlder = createHistoryLoader({ state, perform, catchUp: sync.catchUp, limits });
	if (storage) persistOutbox({ state, storage, clock, limits });
	if (storage) persistDraft(state, storage);
	// Fetched, as all that files need: without it they are lost by a reload, and nothing else is.
	if (storage)
		import("./attachmentStorage.ts").then(
			({ persistAttachments }) => persistAttachments(state, storage, verifyUploaded),
			() => {},
		);
	if (storage) persistWhenBusy(state, storage);

	let users = 0;
	let disconnect = () => {};

	function start() {
		let isUsed = true;
		users += 1;
		if (users === 1) disconnect = sync.start();
		return () => {
			if (!isUsed) return;
			isUsed = false;
			users -= 1;
			if (users === 0) disconnect();
		};
	}

	return {
		get: state.get,
		subscribe: state.subscribe,
		start,
		reconnect: sync.reconnect,
		prompt(text, promptOptions = {}) {
			if (promptOptions.whenBusy === "interrupt") state.set(updateFields(state.get(), { interruptTurnId: null }));
			return outbox.prompt(text, promptOptions);
		},
		// At once: a text field that waits for a frame loses its caret.
		setDraft: (draft) => state.set(updateFields(state.get(), { draft }), "now"),
		...attachments,
		retryPrompt: outbox.retry,
		discardPrompt: outbox.discard,
		async stop() {
			const { turn } = state.get();
			if (turn) await perform("stop", { clientId: createId(), turnId: turn.id });
		},
		async withdrawPrompt(promptId) {
			await perform("withdrawPrompt", { clientId: createId(), promptId });
		},
		async editPrompt(promptId, text) {
			await perform("editPrompt", { clientId: createId(), promptId, text });
		},
		async movePrompt(promptId, before) {
			await perform("movePrompt", { clientId: createId(), promptId, before });
		},
		setWhenBusy: (whenBusy) => state.set(reduceWhenBusy(state.get(), whenBusy)),
		async answerApproval(approvalId, optionId) {
			await perform("answerApproval", { clientId: createId(), approvalId, optionId });
		},
		async setConfigOption(configId, value) {
			await perform("setConfigOption", { clientId: createId(), configId, value });
		},
		async restartSession() {
			await perform("restartSession", { clientId: createId() });
		},
		async disconnectUser(userId) {
			await perform("disconnectUser", { clientId: createId(), userId });
		},
		destroyWorkspace: () => destroyWorkspace(perform, createId()),
		getDiagnostics: () => perform("getDiagnostics", undefined),
		...createSandboxQueries(perform),
		loadOlder,
		async loadItem(id) {
			const item = await perform("getItem", { id });
			const { items, approvals } = state.get();
			const held = items.get(id) ?? approvals.find((approval) => approval.id === id);
			if (held && held.seq <= item.seq) state.set(reduceItems(state.get(), [item]));
			return item;
		},
	};
}
