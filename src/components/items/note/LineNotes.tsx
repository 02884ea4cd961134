"use client";

import { type ReactNode, useMemo, useState } from "react";
import type { WorkspaceState } from "../../../core/index.ts";
import { readNotes } from "../../../core/state/notes.ts";
import { isSameList } from "../../../core/state/structuralSharing.ts";
import type { NoteItem } from "../../../protocol/index.ts";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore } from "../../../react/store.tsx";
import type { DiffLineNotes } from "../../diff/lineNotes.ts";
import { NoteList } from "./ItemNotes.tsx";
import { findTypedNotes } from "./NoteForm.tsx";
import { lineFormsId } from "./noteFolds.ts";

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
	const [writtenLine, write] = useWrittenLine(itemId, path, isHere);
	const notes = notesOfFile.filter(({ about }) => about?.line !== undefined && isHere(about.line));
	if (itemId === "" || (notes.length === 0 && !canWrite)) return undefined;
	const lines = new Set([...notes.map(({ about }) => about?.line), writtenLine]);
	const below = new Map<number, ReactNode>();
	for (const line of lines) {
		if (typeof line !== "number") continue;
		const isWriting = line === writtenLine;
		below.set(
			line,
			<NoteList
				itemId={itemId}
				place={{ path, line }}
				noteIds={notes.filter(({ about }) => about?.line === line).map(({ id }) => id)}
				isWriting={isWriting}
				toggleForm={() => write(isWriting ? null : line)}
			/>,
		);
	}
	const count = notes.filter(({ deletedAt }) => deletedAt === null).length;
	return { count, below, ...(canWrite && { onAdd: write }) };
}

const NOTHING: readonly string[] = [];
const NO_NOTES: readonly NoteItem[] = [];

/** The line for which the person writes a note. The row may come and go meanwhile: what was typed says so then. */
function useWrittenLine(itemId: string, path: string, isHere: (line: number) => boolean) {
	const store = useOptionalWorkspaceStore();
	return useState(() => {
		const start = lineFormsId(itemId, path);
		const typed = store ? findTypedNotes(store, start) : NOTHING;
		return typed.map((id) => Number(id.slice(start.length))).find(isHere) ?? null;
	});
}

function selectLineNotes(itemIds: readonly string[], path: string): (state: WorkspaceState) => readonly NoteItem[] {
	return (state) =>
		readNotes(state).filter(
			({ about }) => about?.line !== undefined && about.path === path && itemIds.includes(about.itemId),
		);
}
