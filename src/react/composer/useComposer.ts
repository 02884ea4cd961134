"use client";

import { useCallback, useEffect, useState } from "react";
import { type ComposerMode, type DraftAttachment, WorkspaceError, type WorkspaceState } from "../../core/index.ts";
import { findMentions } from "../../core/state/notes.ts";
import { selectComposerMode, selectComposerModes, selectSuggests } from "../../core/state/selectors.ts";
import {
	LIMITS,
	type Mention,
	type PromptMetadata,
	type WhenBusy,
	type WorkspaceErrorCode,
	type WorkspaceErrorInfo,
} from "../../protocol/index.ts";
import { refusePromptMetadata } from "../../rules/requests.ts";
import { useSelf, useTurn } from "../state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../store.tsx";
import { useAction } from "../useAction.ts";
import { useReadPeople } from "../useReadPeople.ts";
import { useNotes } from "./useNotes.ts";

interface WhenBusyState {
	/** What the current user's prompts do while a turn runs. */
	readonly whenBusy: WhenBusy;
	/** The available choices. */
	readonly whenBusyOptions: readonly WhenBusy[];
}

const ALL_CHOICES: readonly WhenBusy[] = ["queue", "steer", "interrupt"];
const QUEUE_ONLY: readonly WhenBusy[] = ["queue"];
const REFUSE_ONLY: readonly WhenBusy[] = ["refuse"];

/** What the next prompt does while a turn runs: the user's own choice if there is one, else the workspace's default. */
function useWhenBusy(): WhenBusyState {
	const whenBusyOptions = useWorkspaceSelector(selectWhenBusyChoices);
	const preferred = useWorkspaceSelector(selectPreferredWhenBusy);
	return {
		whenBusy: whenBusyOptions.find((choice) => choice === preferred) ?? whenBusyOptions[0] ?? "queue",
		whenBusyOptions,
	};
}

function selectPreferredWhenBusy({ turn, interruptTurnId, preferredWhenBusy, whenBusy }: WorkspaceState): WhenBusy {
	if (turn && turn.id === interruptTurnId) return "interrupt";
	return preferredWhenBusy ?? whenBusy;
}

/** There is no choice if the workspace refuses prompts while busy, or if the role may not stop turns. */
function selectWhenBusyChoices({ whenBusy, self }: WorkspaceState): readonly WhenBusy[] {
	if (whenBusy === "refuse") return REFUSE_ONLY;
	return self?.allowedActions.includes("stop") ? ALL_CHOICES : QUEUE_ONLY;
}

/** The options of `useComposer`. */
export interface ComposerOptions {
	/**
	 * The host's own data for each prompt, see `HostMetadata`: at most `LIMITS.promptMetadataBytes` (2,048 bytes) as JSON.
	 * A function is called when a prompt is sent. Default: none, and that of a prompt that was put back into the draft.
	 *
	 * If it throws or the data cannot be sent, the prompt is not sent, the draft stays, and the error goes to the page's
	 * `error` event.
	 */
	readonly promptMetadata?: PromptMetadata | (() => PromptMetadata | undefined) | undefined;
}

/**
 * The metadata of the next prompt.
 *
 * @throws What the host's function throws, and a `WorkspaceError` (`invalid_argument`) for data that cannot be sent.
 */
function readMetadata(source: ComposerOptions["promptMetadata"]): PromptMetadata | undefined {
	const metadata = typeof source === "function" ? source() : source;
	const refusal = refusePromptMetadata(metadata);
	if (refusal) throw new WorkspaceError(refusal.info);
	return metadata;
}

/** The state of a composer and what a person can do in it, as `useComposer` returns them. */
export interface ComposerState {
	/** Survives a reload, per workspace and user. Shared by all composers of the page. */
	readonly draft: string;
	/** Changes `draft`. */
	readonly setDraft: (draft: string) => void;
	/** Keeps with the draft whom a name in it means: pass it to `useCompletions` as `onMention`. */
	readonly chooseMention: (mention: Mention) => void;
	/** The ids of the notes that the draft quotes as a prompt: of one that was put back. They may be older than the timeline. */
	readonly quotes: readonly string[];
	/** Removes a note from `quotes`. */
	readonly removeQuote: (noteId: string) => void;
	/** What the draft is to become: a prompt for the agent, or a note for the people, without the attachments. */
	readonly mode: ComposerMode;
	/** Changes `mode`. */
	readonly setMode: (mode: ComposerMode) => void;
	/** What the current user may write: one of the modes, or both. With `prompt` they may only suggest if `suggests`. */
	readonly modes: readonly ComposerMode[];
	/**
	 * Sends the draft with its attachments by `whenBusy`, as soon as all uploads are done, and clears it. A note is sent as
	 * it is, and the draft is cleared once it is stored. Does nothing unless `canSend`.
	 */
	readonly send: () => void;
	/** Sends with another `whenBusy`, once. Between turns all choices do the same, and for a note always. */
	readonly sendWith: (whenBusy: WhenBusy) => void;
	/**
	 * What a prompt does while a turn runs: the user's choice, which the browser remembers, or the workspace's default.
	 * `interrupt` applies to one prompt only.
	 */
	readonly whenBusy: WhenBusy;
	/** Changes `whenBusy`. */
	readonly setWhenBusy: (whenBusy: WhenBusy) => void;
	/** The available choices; a single one for users who may not stop turns. */
	readonly whenBusyOptions: readonly WhenBusy[];
	/** Whether there is something to send, within the limits, no failed attachment, and no refused connection. */
	readonly canSend: boolean;
	/** Whether `send` was called and waits for uploads. A change of the draft or a failed upload cancels it. */
	readonly waitingForUploads: boolean;
	/** Whether a note is being stored. */
	readonly isSendingNote: boolean;
	/** Why the last note was not stored; the draft still has it. A refused prompt is in the outbox instead. */
	readonly noteError: WorkspaceErrorInfo | null;
	/** Whether the current user may send prompts; true until it is known. */
	readonly canPrompt: boolean;
	/** Whether a prompt of the current user is a suggestion: they may not prompt, or somebody else has the wheel. */
	readonly suggests: boolean;
	/** Whether a turn runs, so that a prompt would wait in the queue. */
	readonly turnRunning: boolean;
}

/**
 * The behaviour of a composer, for prompts and notes. A refused prompt stays in the outbox with its error, where it can be sent again.
 *
 * @example
 * const { draft, setDraft, send } = useComposer();
 * return <input value={draft} onChange={(event) => setDraft(event.target.value)} onBlur={send} />;
 */
export function useComposer({ promptMetadata }: ComposerOptions = {}): ComposerState {
	const store = useWorkspaceStore();
	const draft = useWorkspaceSelector((state) => state.draft);
	const attachments = useWorkspaceSelector((state) => state.attachments);
	const quotes = useWorkspaceSelector((state) => state.draftQuotes);
	const allowedActions = useSelf()?.allowedActions;
	const canPrompt = allowedActions?.includes("prompt") ?? true;
	const canSuggest = allowedActions?.includes("suggestPrompt") ?? false;
	const suggests = useWorkspaceSelector(selectSuggests);
	const turnRunning = useTurn() !== null;
	const { whenBusy, whenBusyOptions } = useWhenBusy();
	const [deferred, setDeferred] = useState<{ readonly draft: string; readonly whenBusy: WhenBusy } | null>(null);
	const uploading = attachments.some(({ status }) => status === "uploading");
	const failed = attachments.some(({ status }) => status === "failed");
	const hasContent = draft.trim() !== "" || attachments.length > 0 || quotes.length > 0;
	const isRefused = useWorkspaceSelector((state) => state.connectionStatus.status === "refused");
	const mode = useWorkspaceSelector(selectComposerMode);
	const modes = useWorkspaceSelector(selectComposerModes);
	const note = useAddNote();
	const canSendPrompt = (canPrompt || suggests) && hasContent && !failed && draft.length <= LIMITS.promptCharacters;
	const canSendNote = draft.trim() !== "" && draft.length <= LIMITS.noteCharacters && !note.pending;
	const isNote = mode === "note";
	const canSend = !isRefused && (isNote ? canSendNote : canSendPrompt);
	const waitingForUploads = !isNote && canSend && deferred?.draft === draft;
	const addNote = note.run;

	const readPeople = useReadPeople();
	const sendWith = useCallback(
		(chosen: WhenBusy) => {
			if (!canSend) return;
			if (isNote) return addNote();
			setDeferred(uploading ? { draft, whenBusy: chosen } : null);
			if (uploading) return;
			try {
				const metadata = readMetadata(promptMetadata);
				const { text, mentions: picked, ...sentWith } = store.takeDraft();
				const mentions = findMentions(text, readPeople(), picked);
				const options = { ...sentWith, mentions, ...(metadata && { metadata }) };
				// What the button says is what is sent, also if the wheel ends on the way.
				const sent =
					suggests && canSuggest
						? store.suggestPrompt(text, options)
						: store.prompt(text, turnRunning && !suggests ? { ...options, whenBusy: chosen } : options);
				// A prompt that fails stays in the outbox.
				sent.catch(() => {});
			} catch (error) {
				// Not thrown: the upload that a prompt waited for can end in an effect, where an error would unmount the page.
				reportError(error);
			}
		},
		[store, draft, canSend, canSuggest, suggests, isNote, addNote, uploading, turnRunning, promptMetadata, readPeople],
	);
	useEffect(() => {
		if (deferred && !waitingForUploads) setDeferred(null);
		else if (deferred && !uploading) sendWith(deferred.whenBusy);
	}, [deferred, waitingForUploads, uploading, sendWith]);
	const send = useCallback(() => sendWith(whenBusy), [sendWith, whenBusy]);
	const { setDraft, chooseMention, removeQuote, setComposerMode, setWhenBusy } = store;
	return {
		draft,
		setDraft,
		chooseMention,
		quotes,
		removeQuote,
		mode,
		setMode: setComposerMode,
		modes,
		send,
		sendWith,
		whenBusy,
		setWhenBusy,
		whenBusyOptions,
		canSend,
		waitingForUploads,
		isSendingNote: note.pending,
		noteError: note.error,
		canPrompt,
		suggests,
		turnRunning,
	};
}

/** Stores the draft as a note. The draft stays until it is stored, so that a reload does not lose it. */
function useAddNote() {
	const store = useWorkspaceStore();
	const { add } = useNotes(null);
	return useAction(async () => {
		const { draft, draftMentions } = store.get();
		await add(draft, {}, draftMentions);
		if (store.get().draft === draft) store.setDraft("");
	});
}

/** The attachments of the draft and what a person can do with them, as `useAttachments` returns them. */
export interface AttachmentsState {
	/** The files of the next prompt with their progress. Uploaded files survive a reload together with the draft. */
	readonly attachments: readonly DraftAttachment[];
	/** Uploads files. If one fails, its `error` says why. */
	readonly upload: (files: readonly File[]) => void;
	/** Uploads a failed file again, by its `id`. */
	readonly retry: (id: string) => void;
	/** Removes a file from the draft, by its `id`. */
	readonly remove: (id: string) => void;
	/** Whether the current user may attach files; true until it is known. */
	readonly canUpload: boolean;
}

/**
 * The attachments of the draft. `useComposer` sends them.
 *
 * @example
 * const { upload } = useAttachments();
 * return <input type="file" multiple onChange={(event) => upload([...(event.target.files ?? [])])} />;
 */
export function useAttachments(): AttachmentsState {
	const store = useWorkspaceStore();
	const attachments = useWorkspaceSelector((state) => state.attachments);
	const canUpload = useSelf()?.allowedActions.includes("uploadAttachment") ?? true;
	const { uploadAttachments, retryAttachment: retry, removeAttachment: remove } = store;
	return { attachments, upload: uploadAttachments, retry, remove, canUpload };
}

const PERMANENT_UPLOAD_ERRORS: ReadonlySet<WorkspaceErrorCode> = new Set([
	"attachment_too_large",
	"attachment_not_found",
	"forbidden",
	"invalid_argument",
]);

/** Whether a failed upload would fail again. */
export function isPermanentUploadError(code: WorkspaceErrorCode): boolean {
	return PERMANENT_UPLOAD_ERRORS.has(code);
}
