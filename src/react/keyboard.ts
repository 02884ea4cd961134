import type { KeyboardEvent as ReactKeyboardEvent } from "react";

type KeyPress = KeyboardEvent | ReactKeyboardEvent;

/** Whether a modifier key is held. */
export function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyPress): boolean {
	return altKey || ctrlKey || metaKey || shiftKey;
}

/** Whether the keyboard has Apple's keys: ⌘ instead of Ctrl. False on the server. */
export function hasAppleKeys(): boolean {
	return /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? "");
}

/**
 * Whether the key belongs to an input method (IME), such as the Enter that selects a word. Safari ends the composition
 * before it sends the key; only the key code 229 shows it there.
 */
export function isComposing(event: KeyPress): boolean {
	const native = "nativeEvent" in event ? event.nativeEvent : event;
	return native.isComposing || native.keyCode === 229;
}
