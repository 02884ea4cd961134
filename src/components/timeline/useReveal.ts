"use client";
import { useCallback, useEffect, useState } from "react";
import { useWorkspaceStore } from "../../react/store.tsx";
import { loadBackToItem } from "../link/itemLink.ts";
import type { RevealItem } from "../search/SearchResults.tsx";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

export interface Reveal {
	/** The row that was asked for last; null when there is none. */
	readonly markedKey: string | null;
	readonly reveal: RevealItem;
	/** Whether the workspace has no such item as was asked for. */
	readonly isMissing: boolean;
}

interface RevealTarget {
	readonly itemId: string;
	readonly atTurnEnd: boolean;
}

/** Shows single items of the list when something asks for them: a link, a search. */
export function useReveal(rows: readonly TimelineRow[], virtualizer: TimelineScrolling["virtualizer"]): Reveal {
	const store = useWorkspaceStore();
	// An object, so that asking for the same item again brings it back into sight.
	const [wanted, setWanted] = useState<RevealTarget | null>(null);
	const [gone, setGone] = useState<typeof wanted>(null);
	const index = wanted ? rows.findIndex((row) => isRowOf(row, wanted)) : -1;
	const isThere = index !== -1;
	// biome-ignore lint/correctness/useExhaustiveDependencies: a row that moves later is not scrolled to again.
	useEffect(() => {
		if (wanted && isThere) virtualizer.scrollToIndex(index, { align: "center" });
	}, [wanted, isThere, virtualizer]);
	const reveal = useCallback(
		(itemId: string | null, atTurnEnd = false) => {
			const asked = itemId === null ? null : { itemId, atTurnEnd };
			setWanted(asked);
			if (asked) void loadBackToItem(store, asked.itemId).then((exists) => exists || setGone(asked));
		},
		[store],
	);
	return { markedKey: rows[index]?.key ?? null, reveal, isMissing: gone !== null && gone === wanted };
}

function isRowOf(row: TimelineRow, { itemId, atTurnEnd }: RevealTarget): boolean {
	if (atTurnEnd) return row.endsPromptId === itemId;
	return row.itemId === itemId || row.approvalId === itemId;
}
