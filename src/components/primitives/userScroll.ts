/** Input after which the list must not scroll by itself any more. */
const USER_SCROLL_EVENTS = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** A signal that is aborted when the user scrolls a list. Listens until `until` is aborted. */
export function userScrollSignal(list: Element | null, until: AbortSignal): AbortSignal {
	const moved = new AbortController();
	const end = () => moved.abort();
	for (const move of USER_SCROLL_EVENTS) list?.addEventListener(move, end, { passive: true, signal: until });
	return moved.signal;
}
