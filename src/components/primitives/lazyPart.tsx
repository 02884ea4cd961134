"use client";

import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from "react";

export interface LazyPart<Props> {
	(props: Props): ReactNode;
	/** Fetches the code before it is needed. Never rejects: after a failure the first render tries again. */
	readonly preload: () => Promise<unknown>;
	readonly isPreloaded: () => boolean;
}

/** The plain form of a part: the fallback while the part is fetched, and what stays where that fails. */
export type PlainForm<Props> = ComponentType<Props & { readonly isLoading?: boolean | undefined }>;

/**
 * A part whose code is fetched when it is first rendered, with `React.lazy`. While it is fetched its plain form is
 * shown, within a boundary of its own: nothing that is on the screen is hidden. If the fetch fails, for example because
 * the host was deployed again, the plain form stays.
 *
 * A plain form must not take the focus while `isLoading`: the focus would be lost when the part replaces it.
 *
 * React shows a fallback for at least 300 ms. A part that is preloaded renders at once instead, without a boundary.
 *
 * @example
 * export const LazyDiffView = createLazyPart(async () => (await import("./DiffView.tsx")).DiffView, PlainDiff);
 */
export function createLazyPart<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
	Plain: PlainForm<Props>,
): LazyPart<Props> {
	let fetched: ComponentType<Props> | undefined;
	let request: Promise<ComponentType<Props>> | undefined;
	const fetchPart = () => {
		request ??= load().then(
			(Part) => {
				fetched = Part;
				return Part;
			},
			() => {
				request = undefined;
				return Plain;
			},
		);
		return request;
	};
	const Fetching = lazy<ComponentType<Props>>(async () => ({ default: await fetchPart() }));

	function Lazy(props: Props) {
		// Chosen once: another component in its place would lose the state of the part.
		const [Part] = useState(() => fetched);
		if (Part) return <Part {...props} />;
		return (
			<Suspense fallback={<Plain {...props} isLoading />}>
				<Fetching {...props} />
			</Suspense>
		);
	}
	return Object.assign(Lazy, { preload: fetchPart, isPreloaded: () => fetched !== undefined });
}

type Preloadable = Pick<LazyPart<never>, "preload" | "isPreloaded">;

/** Preloads a part and returns whether the attempt is over, successfully or not. */
export function usePreload({ preload, isPreloaded }: Preloadable): boolean {
	const [isOver, setOver] = useState(isPreloaded);
	useEffect(() => {
		let isMounted = true;
		void preload().then(() => isMounted && setOver(true));
		return () => {
			isMounted = false;
		};
	}, [preload]);
	return isOver;
}

/** Safari has no `requestIdleCallback`. By then a page that has just appeared is mostly idle. */
const IDLE_AFTER_MS = 1_000;

/** Preloads parts when the page is idle, once `isReady`. */
export function usePreloadWhenIdle(parts: readonly Preloadable[], isReady: boolean): void {
	useEffect(() => {
		if (!isReady) return;
		const preload = () => {
			for (const part of parts) void part.preload();
		};
		if (typeof requestIdleCallback === "undefined") {
			const timer = setTimeout(preload, IDLE_AFTER_MS);
			return () => clearTimeout(timer);
		}
		const handle = requestIdleCallback(preload);
		return () => cancelIdleCallback(handle);
	}, [parts, isReady]);
}
