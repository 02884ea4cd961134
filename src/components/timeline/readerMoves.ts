/** What a reader does who does not want to be brought anywhere. */
const OWN_MOVES = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/** Aborted as soon as somebody moves in a list by themselves, for as long as `until` is not. */
export function readerMoves(list: Element | null, until: AbortSignal): AbortSignal {
	const moved = new AbortController();
	const end = () => moved.abort();
	for (const move of OWN_MOVES) list?.addEventListener(move, end, { passive: true, signal: until });
	return moved.signal;
}
