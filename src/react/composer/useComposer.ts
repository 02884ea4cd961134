"use client";

import { useCallback, useEffect, useState } from "react";
import type { DraftAttachment, WorkspaceState } from "../../core/index.ts";
import { LIMITS, type WhenBusy, type WorkspaceErrorCode } from "../../protocol/index.ts";
import { useSelf, useTurn } from "../state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../store.tsx";

interface WhenBusyState {
	/** What this person's prompts do while a turn runs. */
	readonly whenBusy: WhenBusy;
	/** What they may choose from. */
	readonly whenBusyOptions: readonly WhenBusy[];
}

const ALL_CHOICES: readonly WhenBusy[] = ["queue", "steer", "interrupt"];
const QUEUE_ONLY: readonly WhenBusy[] = ["queue"];
const REFUSE_ONLY: readonly WhenBusy[] = ["refuse"];

/** What the next prompt does while a turn runs: a person's own choice where they have one, else the workspace's. */
function useWhenBusy(): WhenBusyState {
	const whenBusyOptions = useWorkspaceSelector(selectWhenBusyChoices);
	const asked = useWorkspaceSelector(selectPreferredWhenBusy);
	return {
		whenBusy: whenBusyOptions.find((choice) => choice === asked) ?? whenBusyOptions[0] ?? "queue",
		whenBusyOptions,
	};
}

function selectPreferredWhenBusy({ turn, interruptTurnId, preferredWhenBusy, whenBusy }: WorkspaceState): WhenBusy {
	if (turn && turn.id === interruptTurnId) return "interrupt";
	return preferredWhenBusy ?? whenBusy;
}

/** A workspace that takes no prompts while it is busy leaves no choice, and neither does a role that stops no turns. */
function selectWhenBusyChoices({ whenBusy, self }: WorkspaceState): readonly WhenBusy[] {
	if (whenBusy === "refuse") return REFUSE_ONLY;
	return self?.allowedActions.includes("stop") ? ALL_CHOICES : QUEUE_ONLY;
}

export interface ComposerState {
	/** Kept over reloads for this workspace and person, and shared by the composers of one page. */
	readonly draft: string;
	readonly setDraft: (draft: string) => void;
	/**
	 * Sends the draft with its attachments as this person has chosen, and empties it, as soon as all are uploaded. Does
	 * nothing while it cannot be sent.
	 */
	readonly send: () => void;
	/** Sends it in another way, this once. Between turns there is but one. */
	readonly sendWith: (whenBusy: WhenBusy) => void;
	/**
	 * What a prompt does while a turn runs: this person's choice, which the browser keeps, or the workspace's own. To
	 * interrupt is chosen for one prompt.
	 */
	readonly whenBusy: WhenBusy;
	readonly setWhenBusy: (whenBusy: WhenBusy) => void;
	/** What there is to choose from; one entry for who may not stop turns. */
	readonly whenBusyOptions: readonly WhenBusy[];
	/** Whether there is something to send, within the limits, and no attachment that has failed. */
	readonly canSend: boolean;
	/** Whether `send` was called and waits for attachments. A change of the draft, or one that fails, ends that. */
	readonly waitingForUploads: boolean;
	/** Whether this person may send prompts; true until it is known. */
	readonly canPrompt: boolean;
	/** Whether a turn runs, so that a prompt would wait in the queue. */
	readonly turnRunning: boolean;
}

/**
 * What a composer needs, without its looks. Why a prompt was refused shows in the outbox, where it can be sent again.
 *
 * @example
 * const { draft, setDraft, send } = useComposer();
 * return <input value={draft} onChange={(event) => setDraft(event.target.value)} onBlur={send} />;
 */
export function useComposer(): ComposerState {
	const store = useWorkspaceStore();
	const draft = useWorkspaceSelector((state) => state.draft);
	const attachments = useWorkspaceSelector((state) => state.attachments);
	const canPrompt = useSelf()?.allowedActions.includes("prompt") ?? true;
	const turnRunning = useTurn() !== null;
	const { whenBusy, whenBusyOptions } = useWhenBusy();
	const [asked, setAsked] = useState<{ readonly draft: string; readonly how: WhenBusy } | null>(null);
	const uploading = attachments.some(({ status }) => status === "uploading");
	const failed = attachments.some(({ status }) => status === "failed");
	const hasContent = draft.trim() !== "" || attachments.length > 0;
	const canSend = canPrompt && hasContent && !failed && draft.length <= LIMITS.promptCharacters;
	const waitingForUploads = canSend && asked?.draft === draft;

	const sendWith = useCallback(
		(how: WhenBusy) => {
			if (!canSend) return;
			setAsked(uploading ? { draft, how } : null);
			if (uploading) return;
			const files = { attachments: store.takeAttachments() };
			// What goes wrong stays in the outbox.
			store.prompt(draft, turnRunning ? { ...files, whenBusy: how } : files).catch(() => {});
			store.setDraft("");
		},
		[store, draft, canSend, uploading, turnRunning],
	);
	useEffect(() => {
		if (asked && !waitingForUploads) setAsked(null);
		else if (asked && !uploading) sendWith(asked.how);
	}, [asked, waitingForUploads, uploading, sendWith]);
	const send = useCallback(() => sendWith(whenBusy), [sendWith, whenBusy]);
	const { setDraft, setWhenBusy } = store;
	return {
		draft,
		setDraft,
		send,
		sendWith,
		whenBusy,
		setWhenBusy,
		whenBusyOptions,
		canSend,
		waitingForUploads,
		canPrompt,
		turnRunning,
	};
}

export interface AttachmentsState {
	/** The files that the next prompt will send, with how far each is. Those that are uploaded outlast a reload with the draft. */
	readonly attachments: readonly DraftAttachment[];
	/** Uploads files. What goes wrong with one is told by its `error`. */
	readonly upload: (files: readonly File[]) => void;
	readonly retry: (id: string) => void;
	readonly remove: (id: string) => void;
	/** Whether this person may attach files; true until it is known. */
	readonly canUpload: boolean;
}

/**
 * The files of the draft, without their looks. `useComposer` sends them.
 *
 * @example
 * const { attach } = useAttachments();
 * return <input type="file" multiple onChange={(event) => attach([...(event.target.files ?? [])])} />;
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

/** Whether a file that failed would fail again. */
export function isPermanentUploadError(code: WorkspaceErrorCode): boolean {
	return PERMANENT_UPLOAD_ERRORS.has(code);
}
