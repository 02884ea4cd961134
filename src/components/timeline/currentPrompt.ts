"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

/** A turn of which only the end is in sight. */
interface CurrentTurn {
	/** The index of its prompt. */
	readonly prompt: number;
	/** The index of its last row. */
	readonly last: number;
}

/**
 * The turn that the row at the top of the view belongs to. Null if that row is its prompt, if the prompt is not loaded, or
 * if the row belongs to no turn.
 */
export function turnAtTop(rows: readonly TimelineRow[], topIndex: number): CurrentTurn | null {
	if (rows[topIndex]?.startsTurn) return null;
	const prompt = rows.findLastIndex((row, index) => index < topIndex && row.startsTurn);
	const promptId = rows[prompt]?.itemId ?? null;
	if (promptId === null) return null;
	const last = rows.findIndex((row, index) => index >= topIndex && row.endsPromptId === promptId);
	return last === -1 ? null : { prompt, last };
}

/** How much is in sight until the content of a row ends. The space below the content shows nothing of its turn. */
function contentBelowTop(list: TimelineScrolling["virtualizer"], index: number): number {
	const { measurementsCache, elementsCache, scrollElement } = list;
	const row = measurementsCache[index];
	const content = row && elementsCache.get(row.key)?.firstElementChild;
	if (!row || !scrollElement) return 0;
	if (!content?.isConnected) return row.end - scrollElement.scrollTop;
	return content.getBoundingClientRect().bottom - scrollElement.getBoundingClientRect().top;
}

interface CurrentPromptState {
	/** The prompt of the turn that is being read; null if it is in sight itself. */
	readonly id: string | null;
	/** The index of its row. */
	readonly index: number;
	/** The line that shows it. */
	readonly lineRef: RefObject<HTMLDivElement | null>;
}

/**
 * The prompt of the turn at the top of the view, for the line that stays there. The line stays within its turn: what comes
 * next pushes it out.
 */
export function useCurrentPrompt(
	rows: readonly TimelineRow[],
	list: TimelineScrolling["virtualizer"],
): CurrentPromptState {
	const lineRef = useRef<HTMLDivElement>(null);
	const [index, setIndex] = useState(-1);
	const update = useCallback(() => {
		const { scrollElement } = list;
		const top = scrollElement?.scrollTop ?? 0;
		const turn = turnAtTop(rows, list.getVirtualItemForOffset(top)?.index ?? -1);
		setIndex(turn?.prompt ?? -1);
		const shown = turn ? contentBelowTop(list, turn.last) : 0;
		if (lineRef.current) lineRef.current.style.translate = `0 ${Math.min(0, shown - lineRef.current.offsetHeight)}px`;
	}, [rows, list]);
	// The rows may have been measured again, and the line may have just appeared.
	useLayoutEffect(update);
	useEffect(() => {
		const { scrollElement } = list;
		scrollElement?.addEventListener("scroll", update, { passive: true });
		return () => scrollElement?.removeEventListener("scroll", update);
	}, [list, update]);
	return { id: rows[index]?.startsTurn ? (rows[index].itemId ?? null) : null, index, lineRef };
}
