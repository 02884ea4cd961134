"use client";
import { useEffect, useRef, useState } from "react";
import { findMentions } from "../core/state/notes.ts";
import { validatePromptText } from "../core/store/outbox.ts";
import type { PromptItem, WorkspaceErrorInfo } from "../protocol/index.ts";
import { promptOptionsOf, useReturnToDraft } from "./returnToDraft.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useAction.ts";
import { useReadPeople } from "./useReadPeople.ts";

/** An edit of a queued prompt, as `useEditPrompt` returns it. */
export interface EditPromptState {
	/** The text of the field. */
	readonly text: string;
	/** Changes `text`. The prompt changes with `save`. */
	readonly setText: (text: string) => void;
	/** False until all of a truncated prompt is loaded: saving before that would lose the rest. */
	readonly isLoaded: boolean;
	/** Saves the text and closes the field. Does nothing until `isLoaded`. If it fails, the field stays and `error` says why. */
	readonly save: () => void;
	/** Closes the field without saving. */
	readonly cancel: () => void;
	/** Whether a save waits for its response. */
	readonly pending: boolean;
	/** Why the last save, or loading the text, failed. */
	readonly error: WorkspaceErrorInfo | null;
}

/**
 * The text of a queued prompt while a person edits it. Unsaved text is never lost: if the field unmounts with its prompt,
 * for example because the prompt starts to run, the text is appended to the draft; if it was withdrawn, with its files and
 * the notes it quotes.
 *
 * @param onClose - Called when the edit was saved or cancelled.
 * @example
 * function Edit({ item, onClose }: { item: PromptItem; onClose: () => void }) {
 * 	const { text, setText, save } = useEditPrompt(item, onClose);
 * 	return <input value={text} onChange={({ target }) => setText(target.value)} onBlur={save} />;
 * }
 */
export function useEditPrompt(prompt: PromptItem, onClose: () => void): EditPromptState {
	const store = useWorkspaceStore();
	const readPeople = useReadPeople();
	const [fullText, setFullText] = useState(prompt.truncated ? null : prompt.text);
	const [typed, setTyped] = useState<string | null>(null);
	const load = useAction(async () => {
		const item = await store.loadItem(prompt.id);
		if (item.kind === "prompt") setFullText(item.text);
	});
	const isLoading = fullText === null;
	useEffect(() => {
		if (isLoading) load.run();
	}, [isLoading, load.run]);

	const text = typed ?? fullText ?? prompt.text;
	const unsaved = useKeepUnsaved(prompt.id, typed !== null && typed !== fullText ? typed : null);
	const close = () => {
		unsaved.discard();
		onClose();
	};
	const saveEdit = useAction(async () => {
		const refusal = validatePromptText(text, prompt.attachments.length > 0 || (prompt.notes?.length ?? 0) > 0);
		if (refusal) throw refusal;
		const mentions = findMentions(text, readPeople(), prompt.mentions);
		if (text !== fullText) await unsaved.holdDuring(store.editPrompt(prompt.id, text, { mentions }));
		close();
	});
	const { pending } = saveEdit;
	const save = () => (isLoading ? undefined : saveEdit.run());
	return {
		text,
		setText: setTyped,
		isLoaded: !isLoading,
		save,
		cancel: close,
		pending,
		error: saveEdit.error ?? load.error,
	};
}

/**
 * Appends unsaved text to the draft when its field unmounts. What the prompt was sent with is only needed again if it was
 * withdrawn meanwhile.
 */
function useKeepUnsaved(promptId: string, typed: string | null) {
	const store = useWorkspaceStore();
	const returnToDraft = useReturnToDraft();
	const unsaved = useRef(typed);
	const saving = useRef<Promise<void> | null>(null);
	useEffect(() => {
		unsaved.current = typed;
	}, [typed]);
	useEffect(() => {
		return () => {
			const text = unsaved.current;
			const moveToDraft = () => {
				if (text === null) return;
				const item = store.get().items.get(promptId);
				const isWithdrawn = item?.kind === "prompt" && item.state === "withdrawn";
				returnToDraft(text, isWithdrawn ? promptOptionsOf(item) : undefined);
			};
			if (saving.current) saving.current.catch(moveToDraft);
			else moveToDraft();
		};
	}, [store, returnToDraft, promptId]);
	return {
		discard() {
			unsaved.current = null;
		},
		/** During a save, the text is appended only if the save fails. */
		async holdDuring(work: Promise<void>) {
			saving.current = work;
			try {
				await work;
			} finally {
				saving.current = null;
			}
		},
	};
}
