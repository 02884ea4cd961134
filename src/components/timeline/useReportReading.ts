"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { selectFollowed, selectOthers } from "../../core/state/others.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import type { TimelineRow } from "./rows.ts";

/** Often enough to be followed by. The store throttles what is sent. */
const MEASURE_MS = 150;

/** People read a little above the middle. */
const READING_LINE = 0.4;

/**
 * Says to the others which item this person reads, while somebody else is there. At the end everybody reads the same, so
 * nothing is said, and whoever follows says what the followed person reads: two who follow each other stay where they are.
 */
export function useReportReading(
	scroller: RefObject<HTMLDivElement | null>,
	rows: readonly TimelineRow[],
	atEnd: boolean,
): void {
	const store = useWorkspaceStore();
	const isAlone = useWorkspaceSelector((state) => selectOthers(state).length === 0);
	const followedItemId = useWorkspaceSelector((state) => selectFollowed(state)?.presence?.itemId ?? null);
	const isFollowing = useWorkspaceSelector((state) => selectFollowed(state) !== null);
	const latestRows = useRef(rows);
	useLayoutEffect(() => {
		latestRows.current = rows;
	}, [rows]);
	useEffect(() => () => store.updatePresence({ itemId: null }), [store]);
	useEffect(() => {
		const list = scroller.current;
		if (isAlone || !list) return;
		if (isFollowing || atEnd) {
			store.updatePresence({ itemId: isFollowing ? followedItemId : null });
			return;
		}
		let timer: ReturnType<typeof setTimeout> | undefined;
		const measure = () => {
			timer = undefined;
			store.updatePresence({ itemId: findReadItem(list, latestRows.current) });
		};
		const handleScroll = () => {
			timer ??= setTimeout(measure, MEASURE_MS);
		};
		measure();
		list.addEventListener("scroll", handleScroll, { passive: true });
		return () => {
			clearTimeout(timer);
			list.removeEventListener("scroll", handleScroll);
		};
	}, [store, scroller, isAlone, isFollowing, followedItemId, atEnd]);
}

/** The item in the row at the reading line; null if there is none, such as between two rows. */
function findReadItem(list: HTMLElement, rows: readonly TimelineRow[]): string | null {
	const view = list.getBoundingClientRect();
	const line = view.top + view.height * READING_LINE;
	for (const element of list.querySelectorAll<HTMLElement>("[data-index]")) {
		const { top, bottom } = element.getBoundingClientRect();
		if (top <= line && bottom > line) return rows[Number(element.dataset.index)]?.itemId ?? null;
	}
	return null;
}
