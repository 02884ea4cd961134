"use client";

import type { NoteItem } from "../../protocol/index.ts";
import { useNotesById } from "../../react/composer/useNotesById.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";

interface QuoteChipProps {
	/** Null while it is not known. */
	readonly note: NoteItem | null;
	readonly onRemove: () => void;
}

/**
 * A note that the next prompt quotes.
 *
 * Data attributes: `data-status` (`ready`, or `failed` for one that was deleted).
 */
function QuoteChip({ note, onRemove }: QuoteChipProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLLIElement>();
	const isDeleted = note !== null && note.deletedAt !== null;
	const name = note?.by.name ?? null;
	const text = note && (isDeleted ? labels.noteDeleted(note.by.name) : `${note.by.name}: ${note.text}`);
	const shown = revealInProse(text ?? labels.notes(1));
	return (
		<li ref={ref} className="wsc-chip" data-status={isDeleted ? "failed" : "ready"}>
			<Icon name="note" />
			<span className="wsc-file-name" dir="auto" title={shown}>
				{shown}
			</span>
			<Button variant="quiet" aria-label={labels.removeQuote(name)} title={labels.removeQuote(name)} onClick={onRemove}>
				<Icon name="close" />
			</Button>
		</li>
	);
}

interface QuoteTrayProps {
	/** The ids of the notes. */
	readonly quotes: readonly string[];
	readonly onRemove: (noteId: string) => void;
}

/** The notes that the next prompt quotes. Absent while there are none. */
export function QuoteTray({ quotes, onRemove }: QuoteTrayProps) {
	return quotes.length > 0 ? <QuoteList quotes={quotes} onRemove={onRemove} /> : null;
}

function QuoteList({ quotes, onRemove }: QuoteTrayProps) {
	const labels = useLabels();
	const notes = useNotesById(quotes);
	return (
		<ul className="wsc-files" aria-label={labels.quotedNotes}>
			{quotes.map((id, index) => (
				<QuoteChip key={id} note={notes[index] ?? null} onRemove={() => onRemove(id)} />
			))}
		</ul>
	);
}
