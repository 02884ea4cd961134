import type { KeyboardEvent } from "react";

/** Whether a modifier key is held. */
export function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
	return altKey || ctrlKey || metaKey || shiftKey;
}

/**
 * Whether the key belongs to an input method (IME), such as the Enter that selects a word. Safari ends the composition
 * before it sends the key; only the key code 229 shows it there.
 */
export function isComposing(event: KeyboardEvent): boolean {
	return event.nativeEvent.isComposing || event.keyCode === 229;
}
