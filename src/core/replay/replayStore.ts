import { WorkspaceError } from "../errors/WorkspaceError.ts";
import type { Observable } from "../state/observable.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import type { WorkspaceStore } from "../store/workspaceStore.ts";

interface ReplayStoreOptions {
	readonly state: Observable<WorkspaceState>;
	/** Loads older items of the replayed timeline. */
	readonly loadOlder: () => void;
	readonly setReading: (isAtEnd: boolean) => void;
	/** Default: the bytes are not part of a transcript, so they are not found. */
	readonly readContent: WorkspaceStore["readContent"] | undefined;
}

/** A store of what is over: it shows a state, and refuses every action. */
export function createReplayStore({ state, ...options }: ReplayStoreOptions): WorkspaceStore {
	const refuse = () => Promise.reject(readOnlyError());
	const ignore = () => {};
	const neverChanges = () => () => {};
	return {
		get: () => state.get(),
		subscribe: (listener) => state.subscribe(listener),
		setReading: options.setReading,
		async loadOlder() {
			options.loadOlder();
		},
		async loadItem(id) {
			const item = state.get().items.get(id);
			if (!item) throw notInTranscriptError();
			return item;
		},
		readContent: options.readContent ?? (() => Promise.reject(notInTranscriptError())),

		subscribeAttention: neverChanges,
		start: neverChanges,
		reconnect: ignore,
		dismissUnreadSummary: ignore,
		setDraft: ignore,
		chooseMention: ignore,
		setComposerMode: ignore,
		updatePresence: ignore,
		followPerson: ignore,
		uploadAttachments: ignore,
		retryAttachment: ignore,
		removeAttachment: ignore,
		removeQuote: ignore,
		takeDraft: () => ({ text: "" }),
		addToDraft: ignore,
		retryPrompt: ignore,
		discardPrompt: ignore,
		takePrompt: () => null,
		setWhenBusy: ignore,

		prompt: refuse,
		suggestPrompt: refuse,
		sendSuggestion: refuse,
		declineSuggestion: refuse,
		takeWheel: refuse,
		releaseWheel: refuse,
		askForWheel: refuse,
		handOverWheel: refuse,
		stop: refuse,
		withdrawPrompt: refuse,
		editPrompt: refuse,
		movePrompt: refuse,
		answerApproval: refuse,
		answerQuestion: refuse,
		addNote: refuse,
		editNote: refuse,
		deleteNote: refuse,
		reactToNote: refuse,
		resolveNote: refuse,
		claimRequest: refuse,
		releaseRequest: refuse,
		setConfigOption: refuse,
		changeAgent: refuse,
		renameWorkspace: refuse,
		logIn: refuse,
		restartSession: refuse,
		disconnectUser: refuse,
		listPeople: refuse,
		setRole: refuse,
		removePerson: refuse,
		createInvite: refuse,
		listInvites: refuse,
		revokeInvite: refuse,
		destroyWorkspace: refuse,
		call: refuse,
		getDiagnostics: refuse,
		listFiles: refuse,
		readFile: refuse,
		findFiles: refuse,
		listProcesses: refuse,
		readProcess: refuse,
	};
}

function readOnlyError(): WorkspaceError {
	return new WorkspaceError({
		code: "forbidden",
		message: "This is a replay, so nothing can be changed in it.",
		hint: "Open the workspace itself.",
	});
}

function notInTranscriptError(): WorkspaceError {
	return new WorkspaceError({
		code: "not_found",
		message: "The transcript doesn’t have this, so it can’t be shown.",
		hint: "Open the workspace itself.",
	});
}
