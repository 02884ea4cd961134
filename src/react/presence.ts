"use client";

import { useCallback, useMemo } from "react";
import type { OwnPresence, WorkspaceState } from "../core/index.ts";
import { type Other, selectOthers, selectOthersAt } from "../core/state/others.ts";
import { isEqualStructure } from "../core/state/structuralSharing.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/**
 * The other people who have the workspace open, with where they are and what they do. Without a selector it renders
 * whenever one of them types, reads on or leaves the page; with one, only when what it selects is another value.
 *
 * @example
 * const typing = useOthers((others) => others.filter(({ presence }) => presence?.typing).map(({ name }) => name));
 * return typing.length > 0 ? <p>{typing.join(", ")} …</p> : null;
 */
export function useOthers(): readonly Other[];
/**
 * What a selector makes of the other people who have the workspace open.
 *
 * @param select - May return a new array or object each time: its parts are compared.
 * @example
 * const isAlone = useOthers((others) => others.length === 0);
 */
export function useOthers<T>(select: (others: readonly Other[]) => T): T;
export function useOthers<T>(select?: (others: readonly Other[]) => T): T | readonly Other[] {
	const selectFrom = useCallback(
		(state: WorkspaceState) => (select ? select(selectOthers(state)) : selectOthers(state)),
		[select],
	);
	return useWorkspaceSelector<T | readonly Other[]>(selectFrom, isEqualStructure);
}

/** The others who read an item, or look at a permission request. */
export function useOthersAt(itemId: string): readonly Other[] {
	const select = useMemo(() => selectOthersAt(itemId), [itemId]);
	return useWorkspaceSelector(select, isEqualStructure);
}

/**
 * Says to the others what the current user reads, has open or is typing: the same function each time, to be called as
 * often as you like. `<WorkspaceChat>` does it by itself.
 *
 * @example
 * const updatePresence = useUpdatePresence();
 * return <textarea onChange={() => updatePresence({ typing: "note" })} />;
 */
export function useUpdatePresence(): (presence: OwnPresence) => void {
	return useWorkspaceStore().updatePresence;
}
