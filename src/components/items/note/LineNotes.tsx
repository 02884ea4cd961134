"use client";

import { type ReactNode, useMemo, useState } from "react";
import type { WorkspaceState } from "../../../core/index.ts";
import { readNotes } from "../../../core/state/notes.ts";
import { isSameList } from "../../../core/state/structuralSharing.ts";
import type { NoteItem } from "../../../protocol/index.ts";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import type { DiffLineNotes } from "../../diff/lineNotes.ts";
import { NoteList } from "./ItemNotes.tsx";
import { lineFormsId, noteFormId } from "./noteFolds.ts";
import type { NoteFormState } from "./useNoteForm.ts";

/**
 * The notes about the lines of a diff, for `<DiffView>`. A line has one thread, or several where earlier ones are settled.
 *
 * @param itemIds - The items that show the change; a new note is about the first. None: there are no notes.
 * @param path - The file, as the agent writes it.
 * @param isHere - Whether the notes of a line are in this diff. There may be others of the same file beside it.
 */
export function useLineNotes(
	itemIds: readonly string[] = NOTHING,
	path: string,
	isHere: (line: number) => boolean,
): DiffLineNotes | undefined {
	const [itemId = ""] = itemIds;
	const key = itemIds.join(" ");
	const notesOfFile =
		useOptionalWorkspaceSelector(
			useMemo(() => selectLineNotes(key.split(" "), path), [key, path]),
			isSameList,
		) ?? NO_NOTES;
	const canWrite = useOptionalWorkspaceSelector((state) => state.self?.allowedActions.includes("addNote") ?? false);
	const [openedLine, openLine] = useState<number | null>(null);
	const begun = useBegunLines(key, path).filter(([line]) => isHere(line));
	const notes = notesOfFile.filter(({ about }) => about?.line !== undefined && isHere(about.line));
	if (itemId === "" || (notes.length === 0 && !canWrite)) return undefined;
	const formIds = new Map(begun);
	const lines = new Set([...notes.map(({ about }) => about?.line), ...formIds.keys(), openedLine]);
	const below = new Map<number, ReactNode>();
	for (const line of lines) {
		if (typeof line !== "number") continue;
		const place = { path, line };
		const takesFocus = line === openedLine;
		const isOpen = takesFocus || formIds.has(line);
		const form: NoteFormState = {
			id: formIds.get(line) ?? noteFormId(itemId, place),
			isOpen,
			takesFocus,
			toggle: () => openLine((opened) => (isOpen ? (takesFocus ? null : opened) : line)),
		};
		below.set(
			line,
			<NoteList
				itemId={itemId}
				place={place}
				noteIds={notes.filter(({ about }) => about?.line === line).map(({ id }) => id)}
				form={form}
			/>,
		);
	}
	const count = notes.filter(({ deletedAt }) => deletedAt === null).length;
	return { count, below, ...(canWrite && { onAdd: openLine }) };
}

const NOTHING: readonly string[] = [];
const NO_NOTES: readonly NoteItem[] = [];

/** The lines for which the person has begun a note, each with the id of its field. The row may come and go meanwhile. */
function useBegunLines(key: string, path: string): readonly (readonly [line: number, formId: string])[] {
	const formIds =
		useOptionalWorkspaceSelector(
			useMemo(() => selectBegunForms(key.split(" "), path), [key, path]),
			isSameList,
		) ?? NOTHING;
	return formIds.map((id) => [Number(id.slice(id.lastIndexOf("/") + 1)), id]);
}

function selectBegunForms(itemIds: readonly string[], path: string): (state: WorkspaceState) => readonly string[] {
	const starts = itemIds.map((id) => lineFormsId(id, path));
	return ({ noteDrafts }) => [...noteDrafts.keys()].filter((id) => starts.some((start) => id.startsWith(start)));
}

function selectLineNotes(itemIds: readonly string[], path: string): (state: WorkspaceState) => readonly NoteItem[] {
	return (state) =>
		readNotes(state).filter(
			({ about }) => about?.line !== undefined && about.path === path && itemIds.includes(about.itemId),
		);
}
