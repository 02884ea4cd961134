"use client";
import { useEffect, useRef, useState } from "react";
import { validatePromptText } from "../core/store/outbox.ts";
import type { PromptItem, WorkspaceErrorInfo } from "../protocol/index.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useCommand.ts";

export interface EditPromptState {
	readonly text: string;
	readonly setText: (text: string) => void;
	/** False until the rest of a long one is loaded: saving it would cut it. */
	readonly isLoaded: boolean;
	readonly save: () => void;
	readonly cancel: () => void;
	readonly pending: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

/**
 * The text of a prompt that waits, while a person changes it. What they typed is never lost: when the field goes away with
 * its prompt, as when that begins to run, the text goes into the draft.
 *
 * @param onClose - It was saved, or left.
 * @example
 * const { text, setText, save } = useEditPrompt(prompt, onClose);
 * return <input value={text} onChange={({ target }) => setText(target.value)} onBlur={save} />;
 */
export function useEditPrompt(prompt: PromptItem, onClose: () => void): EditPromptState {
	const store = useWorkspaceStore();
	const [whole, setWhole] = useState(prompt.truncated ? null : prompt.text);
	const [typed, setTyped] = useState<string | null>(null);
	const load = useAction(async () => {
		const item = await store.loadItem(prompt.id);
		if (item.kind === "prompt") setWhole(item.text);
	});
	const isLoading = whole === null;
	useEffect(() => {
		if (isLoading) load.run();
	}, [isLoading, load.run]);

	const text = typed ?? whole ?? prompt.text;
	const unsaved = useReturnToDraft(typed !== null && typed !== whole ? typed : null);
	const close = () => {
		unsaved.drop();
		onClose();
	};
	const command = useAction(async () => {
		const refusal = validatePromptText(text, prompt.attachments.length > 0);
		if (refusal) throw refusal;
		if (text !== whole) await unsaved.during(store.editPrompt(prompt.id, text));
		close();
	});
	const { pending } = command;
	const save = () => (isLoading ? undefined : command.run());
	return {
		text,
		setText: setTyped,
		isLoaded: !isLoading,
		save,
		cancel: close,
		pending,
		error: command.error ?? load.error,
	};
}

/** Hands a text that was typed to the composer when its field goes away with it, as it does when a prompt begins to run. */
function useReturnToDraft(typed: string | null) {
	const store = useWorkspaceStore();
	const held = useRef(typed);
	const saving = useRef<Promise<void> | null>(null);
	useEffect(() => {
		held.current = typed;
	}, [typed]);
	useEffect(() => {
		const handBack = (text: string | null) => {
			const { draft } = store.get();
			if (text !== null) store.setDraft(draft ? `${draft}\n\n${text}` : text);
		};
		return () => {
			const text = held.current;
			if (saving.current) saving.current.catch(() => handBack(text));
			else handBack(text);
		};
	}, [store]);
	return {
		drop() {
			held.current = null;
		},
		/** While it is being saved it is not known yet whether it is lost. */
		async during(work: Promise<void>) {
			saving.current = work;
			try {
				await work;
			} finally {
				saving.current = null;
			}
		},
	};
}
