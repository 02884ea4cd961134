"use client";

import { useCallback, useMemo } from "react";
import { findMentions, selectNotesOf } from "../../core/state/notes.ts";
import { isSameList } from "../../core/state/structuralSharing.ts";
import type { Mention, NoteItem, NoteTarget } from "../../protocol/index.ts";
import { useSelf } from "../state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../store.tsx";
import { useReadPeople } from "../useReadPeople.ts";

/** The notes about an item, or of a thread, as `useNotes` returns them. */
export interface NotesState {
	/** As far as they are loaded, the oldest first. */
	readonly notes: readonly NoteItem[];
	/** Whether the current user may write notes; true until it is known. */
	readonly canWrite: boolean;
	/**
	 * Adds a note about the item, or a reply to the thread. Names after an `@` are mentions: of the people of the workspace
	 * and those that the provider's `resolveUsers` has named. Rejects as `store.addNote` does.
	 *
	 * @param chosen - Whom the person has chosen while they wrote: see `onMention` of `useCompletions`. Of several people with
	 *   one name, they are the ones who are named.
	 */
	readonly add: (text: string, place?: Omit<NoteTarget, "itemId">, chosen?: readonly Mention[]) => Promise<string>;
	/** Changes the text of a note of the current user. Those whom it named before count as chosen. */
	readonly edit: (noteId: string, text: string, chosen?: readonly Mention[]) => Promise<void>;
}

/**
 * The notes of people about an item of the timeline; with the id of a note, its thread; with null, all that are loaded, and
 * `add` then writes one to everybody. `store.reactToNote`, `store.resolveNote` and `store.deleteNote` do the rest.
 *
 * @example
 * function Notes({ itemId }: { itemId: string }) {
 * 	const { notes, canWrite, add } = useNotes(itemId);
 * 	return (
 * 		<>
 * 			{notes.map(({ id, by, text }) => <p key={id}>{`${by.name}: ${text}`}</p>)}
 * 			{canWrite && <button type="button" onClick={() => add("Looks good")}>Looks good</button>}
 * 		</>
 * 	);
 * }
 */
export function useNotes(itemId: string | null): NotesState {
	const store = useWorkspaceStore();
	const notes = useWorkspaceSelector(
		useMemo(() => selectNotesOf(itemId), [itemId]),
		isSameList,
	);
	const canWrite = useSelf()?.allowedActions.includes("addNote") ?? true;
	const readPeople = useReadPeople();
	const add = useCallback(
		(text: string, place: Omit<NoteTarget, "itemId"> = {}, chosen?: readonly Mention[]) => {
			const mentions = findMentions(text, readPeople(), chosen);
			if (itemId === null) return store.addNote(text, { mentions });
			const isThread = store.get().items.get(itemId)?.kind === "note";
			const target = isThread ? { threadId: itemId } : { about: { itemId, ...place } };
			return store.addNote(text, { mentions, ...target });
		},
		[store, itemId, readPeople],
	);
	const edit = useCallback(
		(noteId: string, text: string, chosen: readonly Mention[] = []) => {
			const item = store.get().items.get(noteId);
			const named = item?.kind === "note" ? item.mentions : [];
			return store.editNote(noteId, text, { mentions: findMentions(text, readPeople(), [...named, ...chosen]) });
		},
		[store, readPeople],
	);
	return useMemo(() => ({ notes, canWrite, add, edit }), [notes, canWrite, add, edit]);
}
