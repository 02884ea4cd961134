"use client";

import { useCallback } from "react";
import type { PromptOptions } from "../core/index.ts";
import type { PromptItem } from "../protocol/index.ts";
import { useWorkspaceStore } from "./store.tsx";

/** What a prompt was sent with, beside its text. */
export function promptOptionsOf({ attachments, notes = [], mentions, metadata }: PromptItem): PromptOptions {
	return { attachments, notes: notes.map(({ id }) => id), mentions, metadata };
}

/** The draft with a text after it, as a paragraph of its own. */
export function appendToDraft(draft: string, text: string): string {
	return draft && text ? `${draft}\n\n${text}` : draft || text;
}

/** Adds a prompt to the draft: its text at the end, and all that it was sent with. */
export function useReturnToDraft(): (text: string, sentWith?: PromptOptions) => void {
	const store = useWorkspaceStore();
	return useCallback(
		(text, sentWith) => {
			if (sentWith) store.addToDraft(sentWith);
			if (text !== "") store.setDraft(appendToDraft(store.get().draft, text));
		},
		[store],
	);
}
