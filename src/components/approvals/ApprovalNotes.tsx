"use client";

import { useMemo, useState } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import type { NoteItem } from "../../protocol/index.ts";
import { useNotes } from "../../react/composer/useNotes.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceStore } from "../../react/store.tsx";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { NotesOffLines } from "../items/note/ItemNotes.tsx";
import { noteFormId, placeOf } from "../items/note/noteFolds.ts";
import { type NoteFormState, useHasNoteDraft } from "../items/note/useNoteForm.ts";

interface ApprovalNotesProps {
	/** The permission request. */
	readonly itemId: string;
	/** The files whose changes the card shows, with the notes about their lines. */
	readonly diffPaths: readonly string[];
}

/** What people say to each other about a permission before somebody answers it. */
export function ApprovalNotes({ itemId, diffPaths }: ApprovalNotesProps) {
	const labels = useLabels();
	const { notes, canWrite } = useNotes(itemId);
	const noteIds = useMemo(() => notes.map(({ id }) => id), [notes]);
	const form = useForm(itemId);
	const isOffLines = (note: NoteItem) => {
		const place = placeOf(note);
		return place === undefined || !diffPaths.includes(place.path);
	};
	if (notes.some(isOffLines) || form.isOpen) return <NotesOffLines {...{ itemId, noteIds, diffPaths, form }} />;
	if (!canWrite) return null;
	return (
		<button type="button" className="wsc-link wsc-approval-note" onClick={form.toggle}>
			{labels.addNote}
		</button>
	);
}

/** What is begun here is in the row of the call when somebody else has answered meanwhile. */
function useForm(approvalId: string): NoteFormState {
	const store = useWorkspaceStore();
	const [rowId] = useState(() => rowOf(store.get(), approvalId));
	const id = noteFormId(rowId);
	const isBegun = useHasNoteDraft(id);
	const [chosen, choose] = useState<boolean | null>(null);
	const isOpen = chosen ?? isBegun;
	return { id, isOpen, takesFocus: chosen === true, toggle: () => choose(!isOpen) };
}

/** The item in whose row the request is shown: its call, or itself. */
function rowOf({ itemIds, items }: WorkspaceState, approvalId: string): string {
	const loaded = itemIds.flatMap((id) => items.get(id) ?? []);
	return [...approvalsByCall(loaded)].find(([, id]) => id === approvalId)?.[0] ?? approvalId;
}
