/** Finds what takes the focus from a part that goes away. */
export type FindHeir = (part: HTMLElement) => HTMLElement | null | undefined;

/** Moves the focus out of a part, to where people write, else to the timeline: for who is at the keyboard, not a pointer. */
export function handFocusOn(part: HTMLElement | null, findHeir: FindHeir = heirOf): void {
	const focused = document.activeElement;
	if (part?.contains(focused) && focused?.matches(":focus-visible")) findHeir(part)?.focus({ preventScroll: true });
}

function heirOf(part: HTMLElement): HTMLElement | null {
	const room = part.closest(".wsc-chat");
	return room?.querySelector<HTMLElement>(".wsc-input") ?? room?.querySelector<HTMLElement>(".wsc-scroller") ?? null;
}
