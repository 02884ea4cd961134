import type { PageVisibility } from "../../src/core/index.ts";

/** A page that a test hides and shows. */
export function createVisibility(): PageVisibility & { hide(): void; show(): void } {
	const listeners = new Set<() => void>();
	let isVisible = true;
	const change = (visible: boolean) => {
		isVisible = visible;
		for (const listener of listeners) listener();
	};
	return {
		isVisible: () => isVisible,
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		hide: () => change(false),
		show: () => change(true),
	};
}
