"use client";
import { type RefObject, useInsertionEffect, useRef, useState } from "react";

type Timer = ReturnType<typeof setTimeout>;

/** Milliseconds from one drawing to the next: two frames at 60 Hz. */
export const THROTTLE_MS = 33;

/**
 * The text as it is to be drawn: while it is open and grows, 30 times a second at most; once it is closed, or is another
 * text, at once. It reads the same as one that is drawn in every frame, for less of the page's time. The idea is that of
 * the AI SDK's `throttle`.
 */
export function useThrottledText(text: string, open: boolean): string {
	const [shown, setShown] = useState({ text, at: -THROTTLE_MS });
	const latest = useRef(text);
	const timer = useRef<Timer>(undefined);
	const isPaced = open && text.startsWith(shown.text);
	if (!isPaced && text !== shown.text) setShown({ text, at: -THROTTLE_MS });
	// Not `useEffect`: React would queue a task for it in every frame. Nor `useLayoutEffect`: React 18 warns of it on servers.
	useInsertionEffect(() => {
		latest.current = text;
		if (text === shown.text) clearTimer(timer);
		else
			timer.current ??= setTimeout(
				() => {
					timer.current = undefined;
					setShown({ text: latest.current, at: performance.now() });
				},
				shown.at + THROTTLE_MS - performance.now(),
			);
	}, [text, shown]);
	useInsertionEffect(() => () => clearTimer(timer), []);
	return isPaced ? shown.text : text;
}

function clearTimer(timer: RefObject<Timer | undefined>): void {
	clearTimeout(timer.current);
	timer.current = undefined;
}
