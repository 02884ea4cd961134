"use client";

import { useState } from "react";
import { useOptionalWorkspaceStore } from "../../../react/store.tsx";
import { useFold } from "../../primitives/Fold.tsx";
import { noteFormId } from "./noteFolds.ts";

/** Whether somebody writes a note about the item, or a reply to the note. Open at first when one was begun before a reload. */
export function useNoteFormFold(itemId: string): readonly [open: boolean, toggle: () => void] {
	const id = noteFormId(itemId);
	const store = useOptionalWorkspaceStore();
	const [isBegun] = useState(() => store?.get().noteDrafts.has(id) ?? false);
	return useFold(id, isBegun);
}
