"use client";

import { type ComponentType, type ReactNode, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

const FOCUSABLE = '[tabindex="0"], button, a[href]';

/**
 * Makes a change that puts one part in the place of another. The focus of who is at the keyboard stays in that place,
 * where it would be lost with the part that goes.
 */
function preserveFocusDuring(change: () => void): void {
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
