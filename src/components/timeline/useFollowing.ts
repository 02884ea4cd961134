"use client";

import { type RefObject, useEffect, useInsertionEffect, useRef } from "react";
import { type Other, selectFollowed } from "../../core/state/others.ts";
import { isEqualStructure } from "../../core/state/structuralSharing.ts";
import type { Participant } from "../../protocol/index.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { foldsAroundItem } from "../item-kind/nestedItems.ts";
import { loadBackToItem } from "../link/itemLink.ts";
import type { FoldStore } from "../primitives/Fold.tsx";
import { userScrollSignal } from "../primitives/userScroll.ts";
import type { TimelineRow } from "./rows.ts";
import type { TimelineScrolling } from "./scrolling.ts";

interface FollowingTimeline extends Pick<TimelineScrolling, "holdRow" | "jumpToEnd"> {
	readonly scroller: RefObject<HTMLDivElement | null>;
	readonly rows: readonly TimelineRow[];
	readonly folds: FoldStore;
}

/** Where the followed person is: an item, or the end; null while they are away from their page. */
function placeOf({ presence }: Other): string | null {
	if (!presence || presence.status === "away") return null;
	return presence.itemId ?? END;
}

const END = "";

/**
 * Shows what the followed person reads, and returns them. It ends when the reader scrolls, and when that person leaves.
 */
export function useFollowing({ scroller, rows, folds, holdRow, jumpToEnd }: FollowingTimeline): Participant | null {
	const store = useWorkspaceStore();
	const isAsked = useWorkspaceSelector((state) => state.followedUserId !== null && state.loaded);
	const followed = useWorkspaceSelector(selectFollowed, isEqualStructure);
	const place = followed && placeOf(followed);
	const key = place ? (rows.find((row) => row.itemId === place || row.approvalId === place)?.key ?? null) : null;
	const latest = useRef({ holdRow, jumpToEnd });
	useInsertionEffect(() => {
		latest.current = { holdRow, jumpToEnd };
	});
	useEffect(() => {
		if (isAsked && !followed) store.followPerson(null);
	}, [store, isAsked, followed]);
	const isFollowing = followed !== null;
	useEffect(() => {
		if (!isFollowing) return;
		const ended = new AbortController();
		const scrolled = userScrollSignal(scroller.current, ended.signal);
		scrolled.addEventListener("abort", () => store.followPerson(null), { once: true });
		return () => ended.abort();
	}, [store, scroller, isFollowing]);
	useEffect(() => {
		if (place === END) latest.current.jumpToEnd();
		if (!place) return;
		void loadBackToItem(store, place).then(() => {
			for (const fold of foldsAroundItem(store.get().items, place)) folds.setOpen(fold, true);
		});
	}, [store, folds, place]);
	useEffect(() => {
		if (key !== null) latest.current.holdRow({ key, center: true });
	}, [key]);
	return followed;
}
