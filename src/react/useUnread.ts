"use client";

import { useEffect, useMemo } from "react";
import { selectUnread, type Unread, type WorkspaceState } from "../core/index.ts";
import { isEqualStructure } from "../core/state/structuralSharing.ts";
import type { UnreadSummary } from "../protocol/index.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "./store.tsx";

/** What is new for the current user, as `useUnread` returns it. */
export interface UnreadState extends Unread {
	/**
	 * What has happened while they were away: since they were last here when the page opens, or while the page was hidden
	 * for at least a minute. Null without that, and once it is dismissed.
	 */
	readonly summary: UnreadSummary | null;
	/** Hides the summary. */
	readonly dismissSummary: () => void;
}

/**
 * What is new for the current user: how much they would count, and where it begins. What counts as read is said with
 * `useReading`, which `<Timeline>` does by itself.
 *
 * @example
 * const { count, isPartial } = useUnread();
 * return count > 0 ? <p>{`${count}${isPartial ? "+" : ""} new`}</p> : null;
 */
export function useUnread(): UnreadState {
	const store = useWorkspaceStore();
	const unread = useWorkspaceSelector(selectUnread, isEqualStructure);
	const summary = useWorkspaceSelector(selectSummary);
	return useMemo(() => ({ ...unread, summary, dismissSummary: store.dismissUnreadSummary }), [store, unread, summary]);
}

function selectSummary({ unreadSummary }: WorkspaceState): UnreadSummary | null {
	return unreadSummary;
}

/**
 * For a timeline of your own: says whether the reader is at the newest item. While they are, and the page is visible, what
 * arrives counts as read, on all their devices.
 *
 * @example
 * function End({ isVisible }: { isVisible: boolean }) {
 * 	useReading(isVisible);
 * 	return null;
 * }
 */
export function useReading(isAtEnd: boolean): void {
	const store = useWorkspaceStore();
	useEffect(() => {
		store.setReading(isAtEnd);
	}, [store, isAtEnd]);
	useEffect(() => () => store.setReading(false), [store]);
}
