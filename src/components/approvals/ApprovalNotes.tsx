"use client";

import { useMemo, useState } from "react";
import type { NoteItem } from "../../protocol/index.ts";
import { useNotes } from "../../react/composer/useNotes.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { NotesOffLines } from "../items/note/ItemNotes.tsx";
import { placeOf } from "../items/note/noteFolds.ts";

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
	const [isWriting, setWriting] = useState(false);
	const toggleForm = () => setWriting(!isWriting);
	const isOffLines = (note: NoteItem) => {
		const place = placeOf(note);
		return place === undefined || !diffPaths.includes(place.path);
	};
	if (notes.some(isOffLines) || isWriting)
		return <NotesOffLines {...{ itemId, noteIds, diffPaths, isWriting, toggleForm }} />;
	if (!canWrite) return null;
	return (
		<button type="button" className="wsc-link wsc-approval-note" onClick={toggleForm}>
			{labels.addNote}
		</button>
	);
}
