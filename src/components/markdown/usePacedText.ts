"use client";
import { type RefObject, useInsertionEffect, useRef, useState } from "react";

type Timer = ReturnType<typeof setTimeout>;

/** Milliseconds: every second frame of most screens. */
const PACE = 30;

/**
 * The text as it was at most 30 ms ago while it is open, and as it is once it is closed. A text that grows in every
 * frame is so drawn in every second one: it reads the same, and the page keeps the other half of its frames. The idea is
 * that of the AI SDK's `throttle`.
 */
export function usePacedText(text: string, open: boolean): string {
	const [shown, setShown] = useState({ text, open });
	const latest = useRef(text);
	const timer = useRef<Timer>(undefined);
	// What is opened again begins with the text it has then.
	if (open !== shown.open) setShown({ text, open });
	// Not `useEffect`: React would queue a task for it in every frame.
	useInsertionEffect(() => {
		latest.current = text;
		if (!open) stop(timer);
		if (!open || text === shown.text) return;
		timer.current ??= setTimeout(() => {
			timer.current = undefined;
			setShown({ text: latest.current, open });
		}, PACE);
	}, [text, open, shown.text]);
	useInsertionEffect(() => () => stop(timer), []);
	return open ? shown.text : text;
}

function stop(timer: RefObject<Timer | undefined>): void {
	clearTimeout(timer.current);
	timer.current = undefined;
}
