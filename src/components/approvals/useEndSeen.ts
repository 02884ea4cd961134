"use client";

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { ReportTruncated } from "../primitives/ShowAllButton.tsx";

/** Browsers round positions differently. */
const TOLERANCE_PX = 2;

interface EndSeen {
	/** The box that scrolls. Its only child is the content. */
	readonly box: RefObject<HTMLDivElement | null>;
	/** Whether the end of the content was in sight since it last changed. */
	readonly isEndSeen: boolean;
	/** Whether to show a hint how to get to the end: not before it is known that the end is out of sight without the hint, too. */
	readonly needsHint: boolean;
	/** For the box, when it is scrolled. */
	readonly check: () => void;
	/** Scrolls to the next page of the content. */
	readonly showNextPage: () => void;
	/** For `TruncatedTextsContext`: the end of a truncated text is not in sight. */
	readonly reportTruncated: ReportTruncated;
}

/**
 * Whether a person has had the end of a long content in sight. It starts again when the content changes, and asks for
 * more when it grows. The hint takes height from the box, so it is measured without the hint first, before anything is drawn.
 *
 * @param contentKey - Equal as long as the content is the same.
 */
export function useEndSeen(contentKey: string): EndSeen {
	const box = useRef<HTMLDivElement>(null);
	/** The lowest position that was in sight, at the width below. */
	const seen = useRef({ to: 0, width: 0, wasEnd: false });
	const truncated = useRef(0);
	const [isEndSeen, setEndSeen] = useState(false);
	/** Counts how often the box was measured without the hint. */
	const [round, setRound] = useState(0);
	const [hintRound, setHintRound] = useState(-1);
	const needsHint = hintRound === round;
	const measureAgain = useCallback(() => setRound((count) => count + 1), []);

	const check = useCallback(() => {
		if (!box.current) return;
		// Not the client width: a scroll bar that appears because the content has grown changes that, too.
		const { scrollTop, clientHeight, offsetWidth, scrollHeight } = box.current;
		const { to, width, wasEnd } = seen.current;
		// A rotated phone wraps the same text otherwise.
		const before = wasEnd && width !== offsetWidth ? scrollHeight : to;
		const now = Math.max(before, scrollTop + clientHeight);
		const isEnd = now >= scrollHeight - TOLERANCE_PX;
		// What is in sight without the hint can be out of sight with it.
		// In a chat that is not displayed everything is 0, and nothing has been in sight.
		const wasSeen = isEnd && clientHeight > 0;
		seen.current = { to: isEnd || needsHint ? now : before, width: offsetWidth, wasEnd: wasSeen };
		const isSeen = isEnd && truncated.current === 0;
		setEndSeen(isSeen);
		if (!isSeen) setHintRound(round);
	}, [needsHint, round]);
	useLayoutEffect(check, [check]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: another content has not been seen.
	useLayoutEffect(() => {
		seen.current = { to: 0, width: box.current?.offsetWidth ?? 0, wasEnd: false };
		if (box.current) box.current.scrollTop = 0;
		measureAgain();
		const content = box.current?.firstElementChild;
		if (!box.current || !content || typeof ResizeObserver === "undefined") return;
		const observer = new ResizeObserver(measureAgain);
		observer.observe(box.current);
		observer.observe(content);
		return () => observer.disconnect();
	}, [contentKey, measureAgain]);

	const showNextPage = useCallback(() => {
		const element = box.current;
		if (!element) return;
		// One line of the page before stays in sight.
		element.scrollTop += Math.max(40, element.clientHeight - 24);
		check();
		if (element.scrollTop + element.clientHeight >= element.scrollHeight - TOLERANCE_PX)
			element.focus({ preventScroll: true });
	}, [check]);

	const reportTruncated = useCallback(() => {
		truncated.current += 1;
		measureAgain();
		return () => {
			truncated.current -= 1;
			measureAgain();
		};
	}, [measureAgain]);

	return { box, isEndSeen, needsHint, check, showNextPage, reportTruncated };
}
