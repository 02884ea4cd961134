import { flushSync } from "react-dom";

const FOCUSABLE = '[tabindex="0"], button, a[href]';

/**
 * Makes a change that puts one part in the place of another. The focus of who is at the keyboard stays in that place,
 * where it would be lost with the part that goes.
 */
export function preserveFocusDuring(change: () => void): void {
	const focused = document.activeElement;
	const around = focused?.matches(":focus-visible") ? ancestorsOf(focused) : [];
	flushSync(change);
	if (focused?.isConnected) return;
	const place = around.find((element) => element.isConnected);
	place?.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
}

/** From the nearest to the farthest. */
function ancestorsOf({ parentElement }: Element): readonly Element[] {
	return parentElement ? [parentElement, ...ancestorsOf(parentElement)] : [];
}
