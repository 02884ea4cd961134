import type { KeyboardEvent } from "react";

/** Whether a key means something else than by itself. */
export function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
	return altKey || ctrlKey || metaKey || shiftKey;
}
