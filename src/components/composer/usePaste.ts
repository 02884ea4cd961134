"use client";

import { type ClipboardEvent, useEffect, useState } from "react";
import { LIMITS } from "../../protocol/index.ts";
import { editFieldText, insertFieldText } from "../../react/composer/editFieldText.ts";
import { useAttachments } from "../../react/composer/useComposer.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { readClipboard } from "./readClipboard.ts";

/** What was pasted into the composer, and what a person can do about it. */
export interface PasteState {
	readonly handlePaste: (event: ClipboardEvent<HTMLFormElement>) => void;
	/** Files that were next to a pasted text. */
	readonly offered: readonly File[];
	/** Attaches the offered files. */
	readonly attachOffered: () => void;
	readonly dismissOffered: () => void;
	/** Whether an attachment is a pasted text that the field has room for. */
	readonly canInsert: (attachmentId: string) => boolean;
	/** Replaces the attachment by its text at the caret. */
	readonly insert: (attachmentId: string, field: HTMLTextAreaElement) => void;
	/** Moves the whole draft to a file. */
	readonly attachDraft: (field: HTMLTextAreaElement) => void;
}

const NO_FILES: readonly File[] = [];
const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/** Pastes text and files: a long text becomes a file, and a picture next to a text is only offered. */
export function usePaste(): PasteState {
	const store = useWorkspaceStore();
	const { upload, remove, canUpload } = useAttachments();
	const draft = useWorkspaceSelector((state) => state.draft);
	const [offered, setOffered] = useState(NO_FILES);
	/** By the id of their attachment. */
	const [texts, setTexts] = useState(NO_TEXTS);
	const isEmpty = draft === "";
	useEffect(() => {
		if (isEmpty) setOffered(NO_FILES);
	}, [isEmpty]);

	function attachText(text: string) {
		const names = new Set(store.get().attachments.map(({ name }) => name));
		upload([new File([text], unusedName(names), { type: "text/plain" })]);
		const added = store.get().attachments.at(-1);
		if (added) setTexts((before) => new Map(before).set(added.id, text));
	}

	return {
		handlePaste(event) {
			if (event.defaultPrevented || !canUpload) return;
			const { text, isLong, files, offered: next } = readClipboard(event.clipboardData);
			setOffered(next);
			if (files.length > 0) upload(files);
			else if (isLong) attachText(text);
			else return;
			event.preventDefault();
		},
		offered,
		attachOffered() {
			upload(offered);
			setOffered(NO_FILES);
		},
		dismissOffered: () => setOffered(NO_FILES),
		canInsert(id) {
			const text = texts.get(id);
			return text !== undefined && draft.length + text.length <= LIMITS.promptCharacters;
		},
		insert(id, field) {
			insertFieldText(field, texts.get(id) ?? "");
			remove(id);
		},
		attachDraft(field) {
			attachText(draft);
			editFieldText(field, "");
		},
	};
}

function unusedName(names: ReadonlySet<string>): string {
	for (let number = 1; ; number++) {
		const name = number === 1 ? "pasted-text.txt" : `pasted-text-${number}.txt`;
		if (!names.has(name)) return name;
	}
}
