"use client";

import { useMemo, useState } from "react";
import { useNotes } from "../../react/composer/useNotes.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { NoteList } from "../items/note/ItemNotes.tsx";

interface ApprovalNotesProps {
	/** The permission request. */
	readonly itemId: string;
}

/** What people say to each other about a permission before somebody answers it. */
export function ApprovalNotes({ itemId }: ApprovalNotesProps) {
	const labels = useLabels();
	const { notes, canWrite } = useNotes(itemId);
	const noteIds = useMemo(() => notes.map(({ id }) => id), [notes]);
	const [isWriting, setWriting] = useState(false);
	const toggleForm = () => setWriting(!isWriting);
	if (noteIds.length > 0 || isWriting)
		return <NoteList itemId={itemId} noteIds={noteIds} isWriting={isWriting} toggleForm={toggleForm} />;
	if (!canWrite) return null;
	return (
		<button type="button" className="wsc-link wsc-approval-note" onClick={toggleForm}>
			{labels.addNote}
		</button>
	);
}
