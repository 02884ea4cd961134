"use client";
import { type ComponentType, type ReactNode, useSyncExternalStore } from "react";
import { preserveFocusDuring } from "../focus/keepFocusOver.ts";

export interface LazyPart<Props> {
	(props: Props): ReactNode;
	/** Fetches it, as a part on the screen does by itself, and tells once there is something to show. */
	readonly useIsLoaded: () => boolean;
}

const onServer = () => false;

/**
 * A part whose code comes when it is first on the screen. Until then, and where it cannot be fetched, the plain one
 * stands there. Once it is there it shows at once: unlike `React.lazy` it never suspends, so nothing flashes.
 *
 * @example
 * export const LazyDiffView = createLazyPart(async () => (await import("./DiffView.tsx")).DiffView, PlainDiff);
 */
export function createLazyPart<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
	Plain: ComponentType<Props>,
): LazyPart<Props> {
	const listeners = new Set<() => void>();
	let asked = false;
	let Part: ComponentType<Props> = Plain;
	let fetched = false;

	const settle = (Loaded: ComponentType<Props>) => {
		Part = Loaded;
		fetched = true;
		preserveFocusDuring(() => {
			for (const listener of listeners) listener();
		});
	};
	const subscribe = (listener: () => void) => {
		listeners.add(listener);
		if (!asked) load().then(settle, () => settle(Plain));
		asked = true;
		return () => void listeners.delete(listener);
	};
	const useIsLoaded = () => useSyncExternalStore(subscribe, () => fetched, onServer);

	function Lazy(props: Props) {
		return useIsLoaded() ? <Part {...props} /> : <Plain {...props} />;
	}
	return Object.assign(Lazy, { useIsLoaded });
}
