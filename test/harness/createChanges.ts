import { loadFactor } from "./loadFactor.ts";

const LIMIT_MS = 20_000;

/** Lets a test wait for a change without polling. */
export interface Changes {
	notify(): void;
	/** Waits until `find` returns something. It is called now and after each change. */
	until<Found>(find: () => Found, what: () => string): Promise<NonNullable<Found>>;
}

export function createChanges(): Changes {
	const watchers = new Set<() => void>();

	return {
		notify() {
			for (const watch of watchers) watch();
		},
		until<Found>(find: () => Found, what: () => string) {
			const { promise, resolve, reject } = Promise.withResolvers<NonNullable<Found>>();
			const limitMs = Math.round(LIMIT_MS * loadFactor());
			const timer = setTimeout(() => reject(new Error(`Waited ${limitMs} ms for ${what()}`)), limitMs);
			const watch = () => {
				const found = find();
				if (found) resolve(found);
			};
			watchers.add(watch);
			watch();
			return promise.finally(() => {
				clearTimeout(timer);
				watchers.delete(watch);
			});
		},
	};
}
