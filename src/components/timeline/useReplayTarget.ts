"use client";

import { useEffect, useInsertionEffect, useRef } from "react";
import type { ReplayState } from "../../core/index.ts";
import { useReplaySelector } from "../../react/ReplayContext.ts";
import type { RevealItem } from "../search/SearchResults.tsx";

interface ReplayedTimeline {
	readonly reveal: RevealItem;
	readonly revealLinked: (itemId: string) => void;
	readonly jumpToEnd: () => void;
}

const selectTarget = (state: ReplayState | null) => state?.target ?? null;

/** Shows what somebody has moved a replay to: the item of a mark, or else the end of the timeline. Nothing outside of one. */
export function useReplayTarget(timeline: ReplayedTimeline): void {
	const target = useReplaySelector(selectTarget);
	const latest = useRef(timeline);
	useInsertionEffect(() => {
		latest.current = timeline;
	});
	useEffect(() => {
		if (!target) return;
		const { reveal, revealLinked, jumpToEnd } = latest.current;
		if (target.itemId !== null) {
			revealLinked(target.itemId);
			return;
		}
		reveal(null);
		jumpToEnd();
	}, [target]);
}
