"use client";
import { useCallback, useEffect, useState } from "react";
import { useWorkspaceStore } from "../../react/store.tsx";
import { foldsAroundItem } from "../item-kind/nestedItems.ts";
import { groupFoldId } from "../items/event/eventGroups.ts";
import { loadBackToItem } from "../link/itemLink.ts";
import type { FoldStore } from "../primitives/Fold.tsx";
import type { RevealItem } from "../search/SearchResults.tsx";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

interface Reveal {
	/** The key of the row that was revealed last; null if there is none. */
	readonly markedKey: string | null;
	/** For the search, which scrolls to the match in the row by itself. */
	readonly reveal: RevealItem;
	/** For links: shows the row from its beginning. */
	readonly revealLinked: (itemId: string) => void;
	/** Whether the workspace does not have the item. */
	readonly isMissing: boolean;
}

interface RevealTarget {
	readonly itemId: string;
	readonly atTurnEnd: boolean;
	readonly isLinked: boolean;
}

/** Scrolls to single items of the timeline, for links and the search, and marks their rows. */
export function useReveal(
	rows: readonly TimelineRow[],
	folds: FoldStore,
	holdRow: TimelineScrolling["holdRow"],
): Reveal {
	const store = useWorkspaceStore();
	// An object, so that revealing the same item again scrolls to it again.
	const [target, setTarget] = useState<RevealTarget | null>(null);
	const [missing, setMissing] = useState<typeof target>(null);
	const index = target ? rows.findIndex((row) => isRowOf(row, target)) : -1;
	const key = rows[index]?.key ?? null;
	useEffect(() => {
		holdRow(target && key !== null ? { key, center: target.isLinked } : null);
	}, [target, key, holdRow]);
	/** A link leads to one event of a group, which is shown when the group is unfolded. */
	const groupFold = target?.isLinked && rows[index]?.groupIds.length ? groupFoldId(rows[index]?.itemId ?? "") : null;
	useEffect(() => {
		if (target && groupFold !== null) folds.setOpen(groupFold, true);
	}, [folds, target, groupFold]);
	/** What a subagent did has a row only while it is unfolded. The search unfolds by itself, and folds again. */
	const unfold = useCallback(
		({ itemId, isLinked }: RevealTarget) => {
			if (!isLinked) return;
			for (const fold of foldsAroundItem(store.get().items, itemId)) folds.setOpen(fold, true);
		},
		[store, folds],
	);
	const show = useCallback(
		(next: RevealTarget | null) => {
			setTarget(next);
			if (!next) return;
			void loadBackToItem(store, next.itemId).then((exists) => {
				if (exists) unfold(next);
				else setMissing(next);
			});
		},
		[store, unfold],
	);
	const reveal = useCallback<RevealItem>(
		(itemId, atTurnEnd = false) => show(itemId === null ? null : { itemId, atTurnEnd, isLinked: false }),
		[show],
	);
	const revealLinked = useCallback((itemId: string) => show({ itemId, atTurnEnd: false, isLinked: true }), [show]);
	return { markedKey: key, reveal, revealLinked, isMissing: missing !== null && missing === target };
}

function isRowOf(row: TimelineRow, { itemId, atTurnEnd }: RevealTarget): boolean {
	if (atTurnEnd) return row.endsPromptId === itemId;
	if (row.itemId === itemId || row.approvalId === itemId) return true;
	return row.noteIds.includes(itemId) || row.groupIds.includes(itemId);
}
