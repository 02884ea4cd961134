"use client";
import { useCallback, useEffect, useState } from "react";
import { useWorkspaceStore } from "../../react/store.tsx";
import { loadBackToItem } from "../link/itemLink.ts";
import type { RevealItem } from "../search/SearchResults.tsx";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

interface Reveal {
	/** The key of the row that was revealed last; null if there is none. */
	readonly markedKey: string | null;
	readonly reveal: RevealItem;
	/** Whether the workspace does not have the item. */
	readonly isMissing: boolean;
}

interface RevealTarget {
	readonly itemId: string;
	readonly atTurnEnd: boolean;
}

/** Scrolls to single items of the timeline, for links and the search, and marks their rows. */
export function useReveal(rows: readonly TimelineRow[], virtualizer: TimelineScrolling["virtualizer"]): Reveal {
	const store = useWorkspaceStore();
	// An object, so that revealing the same item again scrolls to it again.
	const [target, setTarget] = useState<RevealTarget | null>(null);
	const [missing, setMissing] = useState<typeof target>(null);
	const index = target ? rows.findIndex((row) => isRowOf(row, target)) : -1;
	const isLoaded = index !== -1;
	// biome-ignore lint/correctness/useExhaustiveDependencies: a row that moves later must not be scrolled to again.
	useEffect(() => {
		if (target && isLoaded) virtualizer.scrollToIndex(index, { align: "center" });
	}, [target, isLoaded, virtualizer]);
	const reveal = useCallback(
		(itemId: string | null, atTurnEnd = false) => {
			const next = itemId === null ? null : { itemId, atTurnEnd };
			setTarget(next);
			if (next) void loadBackToItem(store, next.itemId).then((exists) => exists || setMissing(next));
		},
		[store],
	);
	return { markedKey: rows[index]?.key ?? null, reveal, isMissing: missing !== null && missing === target };
}

function isRowOf(row: TimelineRow, { itemId, atTurnEnd }: RevealTarget): boolean {
	if (atTurnEnd) return row.endsPromptId === itemId;
	return row.itemId === itemId || row.approvalId === itemId;
}
