"use client";
import { useEffect, useRef, useState } from "react";
import { validatePromptText } from "../core/store/outbox.ts";
import type { PromptItem, WorkspaceErrorInfo } from "../protocol/index.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useAction.ts";

interface EditPromptState {
	readonly text: string;
	readonly setText: (text: string) => void;
	/** False until all of a truncated prompt is loaded: saving before that would lose the rest. */
	readonly isLoaded: boolean;
	readonly save: () => void;
	readonly cancel: () => void;
	readonly pending: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

/**
 * The text of a queued prompt while a person edits it. Unsaved text is never lost: if the field unmounts with its prompt,
 * for example because the prompt starts to run, the text is appended to the draft.
 *
 * @param onClose - Called when the edit was saved or cancelled.
 * @example
 * const { text, setText, save } = useEditPrompt(prompt, onClose);
 * return <input value={text} onChange={({ target }) => setText(target.value)} onBlur={save} />;
 */
export function useEditPrompt(prompt: PromptItem, onClose: () => void): EditPromptState {
	const store = useWorkspaceStore();
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
	const unsaved = useReturnToDraft(typed !== null && typed !== fullText ? typed : null);
	const close = () => {
		unsaved.discard();
		onClose();
	};
	const saveEdit = useAction(async () => {
		const refusal = validatePromptText(text, prompt.attachments.length > 0);
		if (refusal) throw refusal;
		if (text !== fullText) await unsaved.holdDuring(store.editPrompt(prompt.id, text));
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

/** Appends unsaved text to the draft when its field unmounts. */
function useReturnToDraft(typed: string | null) {
	const store = useWorkspaceStore();
	const unsaved = useRef(typed);
	const saving = useRef<Promise<void> | null>(null);
	useEffect(() => {
		unsaved.current = typed;
	}, [typed]);
	useEffect(() => {
		const appendToDraft = (text: string | null) => {
			const { draft } = store.get();
			if (text !== null) store.setDraft(draft ? `${draft}\n\n${text}` : text);
		};
		return () => {
			const text = unsaved.current;
			if (saving.current) saving.current.catch(() => appendToDraft(text));
			else appendToDraft(text);
		};
	}, [store]);
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
