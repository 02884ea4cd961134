import type { KeyboardEvent } from "react";

/** Whether a key means something else than by itself. */
export function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
	return altKey || ctrlKey || metaKey || shiftKey;
}

/** Whether a key belongs to an input method, as Enter does that chooses a word. Safari ends the composition before the key: only 229 tells there. */
export function isComposing(event: KeyboardEvent): boolean {
	return event.nativeEvent.isComposing || event.keyCode === 229;
}
