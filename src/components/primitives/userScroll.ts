/** What a reader does who does not want to be brought anywhere. */
const USER_SCROLL_EVENTS = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Aborted as soon as somebody moves in a list by themselves, for as long as `until` is not. */
export function userScrollSignal(list: Element | null, until: AbortSignal): AbortSignal {
	const moved = new AbortController();
	const end = () => moved.abort();
	for (const move of USER_SCROLL_EVENTS) list?.addEventListener(move, end, { passive: true, signal: until });
	return moved.signal;
}
