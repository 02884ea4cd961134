import type { KeyboardEvent } from "react";

/** Whether a key asks to find something: Ctrl+F, or ⌘F. */
export function isFindKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
	return key.toLowerCase() === "f" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}
