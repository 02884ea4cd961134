"use client";

import { useCallback, useState } from "react";
import type { WorkspaceState } from "../../../core/index.ts";
import type { TimelineItem } from "../../../protocol/index.ts";
import {
	useOptionalWorkspaceSelector,
	useOptionalWorkspaceStore,
	useWorkspaceSelector,
} from "../../../react/store.tsx";
import { useFold, useFoldStore } from "../../primitives/Fold.tsx";
import { noteFormId } from "./noteFolds.ts";

/** A field for a note, and whether it is there. */
export interface NoteFormState {
	/** What is written in it is kept under this id. */
	readonly id: string;
	readonly isOpen: boolean;
	/** Whether the person has opened it, and so begins to write at once; else it is there because a note was begun in it. */
	readonly takesFocus: boolean;
	readonly toggle: () => void;
}

/**
 * The field for a note about the item of a row. While a permission is requested for that item, a note that is begun is in
 * the card of the request.
 *
 * @param approvalId - The permission request that is shown in the row, if it is not the item itself.
 */
export function useRowNoteForm(itemId: string, approvalId: string | null): NoteFormState {
	const isWaiting = useWorkspaceSelector(({ items }) => isPending(items.get(approvalId ?? itemId)));
	return useNoteForm(noteFormId(itemId), isWaiting);
}

function isPending(item: TimelineItem | undefined): boolean {
	return item?.kind === "approval" && item.state.status === "pending";
}

/**
 * The field for a note with this id. It is open while a note is begun in it, unless the person has closed it.
 *
 * @param isElsewhere - Whether a note that is begun is shown somewhere else. Default false.
 */
export function useNoteForm(id: string, isElsewhere = false): NoteFormState {
	const isBegun = useHasNoteDraft(id) && !isElsewhere;
	const folds = useFoldStore(id);
	const [isOpen, toggle] = useFold(id, isBegun);
	return { id, isOpen, takesFocus: folds.isOpen(id) === true, toggle };
}

/** Whether a note is begun in the field with this id. */
export function useHasNoteDraft(id: string): boolean {
	return useOptionalWorkspaceSelector(useCallback((state: WorkspaceState) => state.noteDrafts.has(id), [id])) ?? false;
}

/** Whether a note about a line of these items was begun when this was rendered first: it is to be seen then. */
export function useHadLineNote(itemIds: readonly string[]): boolean {
	const store = useOptionalWorkspaceStore();
	const [hadOne] = useState(() => {
		const starts = itemIds.map((id) => `${noteFormId(id)}/`);
		return [...(store?.get().noteDrafts.keys() ?? [])].some((id) => starts.some((start) => id.startsWith(start)));
	});
	return hadOne;
}
