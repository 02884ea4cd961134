"use client";

import { useCallback, useMemo } from "react";
import type { WorkspaceState } from "../../../core/index.ts";
import { isSameList } from "../../../core/state/structuralSharing.ts";
import type { NoteItem } from "../../../protocol/index.ts";
import { useNotes } from "../../../react/composer/useNotes.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector } from "../../../react/store.tsx";
import { useFold } from "../../primitives/Fold.tsx";
import { Icon } from "../../primitives/Icon.tsx";
import { NoteView } from "./NoteEntry.tsx";
import { NoteForm } from "./NoteForm.tsx";
import { type NotePlace, noteFormId, notesFoldId, placeOf } from "./noteFolds.ts";

interface ItemNotesProps {
	/** The item whose row it is. */
	readonly itemId: string;
	/** The notes that are shown in it, oldest first. */
	readonly noteIds: readonly string[];
	/** The files whose changes it shows while it is unfolded: the notes about their lines are there then. Default: none. */
	readonly diffPaths?: readonly string[] | undefined;
}

/**
 * The notes about an item, or the replies to a note: a line with their number, which folds them, and the field for another.
 * They are open until their thread is settled.
 *
 * Data attributes: `data-open`.
 */
export function ItemNotes({ itemId, noteIds, diffPaths = NO_PATHS }: ItemNotesProps) {
	const [isWriting, toggleForm] = useFold(noteFormId(itemId));
	const [isUnfolded] = useFold(itemId);
	// Every row has it, and most have no notes.
	if (noteIds.length === 0 && !isWriting) return null;
	const list = { itemId, noteIds, isWriting, toggleForm };
	return isUnfolded && diffPaths.length > 0 ? (
		<NotesOffLines {...list} diffPaths={diffPaths} />
	) : (
		<NoteList {...list} />
	);
}

const NO_PATHS: readonly string[] = [];

interface NotesOffLinesProps extends Omit<NoteListProps, "place"> {
	readonly diffPaths: readonly string[];
}

/** The notes but those about lines of these files, which stand at their lines. */
export function NotesOffLines({ diffPaths, noteIds, ...list }: NotesOffLinesProps) {
	const notes = useWorkspaceSelector(
		useMemo(() => readNotes(noteIds), [noteIds]),
		isSameList,
	);
	const beside = notes.filter((note) => {
		const place = placeOf(note);
		return place === undefined || !diffPaths.includes(place.path);
	});
	if (beside.length === 0 && !list.isWriting) return null;
	return <NoteList {...list} noteIds={beside.map(({ id }) => id)} />;
}

interface NoteListProps extends Pick<ItemNotesProps, "itemId" | "noteIds"> {
	readonly isWriting: boolean;
	readonly toggleForm: () => void;
	/** The line that they are about. Default: the whole item. */
	readonly place?: NotePlace | undefined;
}

/** The notes, and the field for another while somebody writes. */
export function NoteList({ itemId, noteIds, isWriting, toggleForm, place }: NoteListProps) {
	const labels = useLabels();
	const notes = useWorkspaceSelector(
		useMemo(() => readNotes(noteIds), [noteIds]),
		isSameList,
	);
	const isNote = useIsNote(itemId);
	const isSettled = useWorkspaceSelector(useMemo(() => readSettled(itemId, noteIds), [itemId, noteIds]));
	const [isUnfolded, toggle] = useFold(notesFoldId(itemId, place), !isSettled);
	// The thread of a line has nothing else below it that would be worth a line to fold it.
	const canFold = notes.length > 0 && (place === undefined || isSettled);
	const isOpen = isUnfolded || !canFold;
	const count = notes.filter(({ deletedAt }) => deletedAt === null).length;
	return (
		<div className="wsc-notes" data-open={isOpen || undefined} tabIndex={-1}>
			{canFold && (
				<button type="button" className="wsc-notes-opener" aria-expanded={isOpen} onClick={toggle}>
					<Icon name="note" />
					<span>{isNote ? labels.noteReplies(count) : labels.notes(count)}</span>
					{isSettled && <Icon name="completed" />}
				</button>
			)}
			{isOpen && notes.map((note) => <NoteView key={note.id} item={note} />)}
			{isWriting && <NewNote itemId={itemId} place={place} threadId={openThreadOf(notes)} onClose={toggleForm} />}
			{!isWriting && isOpen && <ReplyButton onClick={toggleForm} />}
		</div>
	);
}

function useIsNote(itemId: string): boolean {
	return useWorkspaceSelector(useCallback(({ items }: WorkspaceState) => items.get(itemId)?.kind === "note", [itemId]));
}

interface ReplyButtonProps {
	readonly onClick: () => void;
}

function ReplyButton({ onClick }: ReplyButtonProps) {
	const labels = useLabels();
	const canWrite = useWorkspaceSelector((state) => state.self?.allowedActions.includes("addNote") ?? false);
	if (!canWrite) return null;
	return (
		<button type="button" className="wsc-link wsc-note-reply" onClick={onClick}>
			{labels.replyToNote}
		</button>
	);
}

interface NewNoteProps {
	readonly itemId: string;
	readonly place: NotePlace | undefined;
	/** The thread about the item that is not settled; null if there is none. */
	readonly threadId: string | null;
	readonly onClose: () => void;
}

/** A reply to the open thread about an item; without one, a note that begins one. */
function NewNote({ itemId, place, threadId, onClose }: NewNoteProps) {
	const labels = useLabels();
	const { add } = useNotes(threadId ?? itemId);
	const label = useIsNote(threadId ?? itemId) ? labels.replyToNote : labels.addNote;
	return (
		<NoteForm
			id={noteFormId(itemId, place)}
			label={label}
			submitLabel={label}
			onSubmit={(text, chosen) => add(text, place, chosen)}
			onClose={onClose}
		/>
	);
}

function openThreadOf(notes: readonly NoteItem[]): string | null {
	return notes.findLast(({ threadId, resolved }) => threadId === null && resolved === null)?.id ?? null;
}

function readNotes(noteIds: readonly string[]): (state: WorkspaceState) => readonly NoteItem[] {
	return ({ items }) =>
		noteIds.flatMap((id) => {
			const item = items.get(id);
			return item?.kind === "note" ? [item] : [];
		});
}

/** Whether every thread that is shown, the note of the row itself among them, is settled. */
function readSettled(itemId: string, noteIds: readonly string[]): (state: WorkspaceState) => boolean {
	return ({ items }) => {
		const threads = [itemId, ...noteIds].flatMap((id) => {
			const item = items.get(id);
			return item?.kind === "note" && item.threadId === null ? [item] : [];
		});
		return threads.length > 0 && threads.every(({ resolved }) => resolved !== null);
	};
}
