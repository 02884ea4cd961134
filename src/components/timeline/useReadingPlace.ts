"use client";
import { useLayoutEffect, useRef } from "react";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import type { TimelineRow } from "./timelineRows.ts";
import type { TimelineScrolling } from "./useTimelineList.ts";

/** Keeps a reader's place over reloads, as long as the tab lives. */
export function useReadingPosition(rows: readonly TimelineRow[], list: TimelineScrolling["virtualizer"]): void {
	const store = useWorkspaceStore();
	const shown = useRef(rows);
	const hasRows = rows.length > 0;
	useLayoutEffect(() => {
		shown.current = rows;
	}, [rows]);
	// A layout effect ends while the rows still stand on the page, so that their place can be measured.
	useLayoutEffect(() => {
		if (!hasRows) return;
		const gone = new AbortController();
		const timeline = { store, list, rows: () => shown.current, signal: gone.signal };
		import("./keepReadingPlace.ts").then(
			({ trackReadingPosition }) => !gone.signal.aborted && trackReadingPosition(timeline),
			// Without it a reload starts at the end.
			() => undefined,
		);
		return () => gone.abort();
	}, [store, list, hasRows]);
}
