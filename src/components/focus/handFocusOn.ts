/** Moves the focus out of a part, to where people write, else to the timeline: for who is at the keyboard, not a pointer. */
export function handFocusOn(part: HTMLElement | null): void {
	const focused = document.activeElement;
	if (part?.contains(focused) && focused?.matches(":focus-visible")) heirOf(part)?.focus({ preventScroll: true });
}

function heirOf(part: HTMLElement): HTMLElement | null {
	const room = part.closest(".wsc-chat");
	return room?.querySelector<HTMLElement>(".wsc-input") ?? room?.querySelector<HTMLElement>(".wsc-scroller") ?? null;
}
