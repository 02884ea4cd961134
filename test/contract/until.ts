import { loadFactor } from "../harness/loadFactor.ts";

const LIMIT_MS = 20_000;

/** Waits until `find` returns something. It is called now and on each change. */
export function until<Found>(
	subscribe: (listener: () => void) => () => void,
	find: () => Found,
	what: string,
): Promise<NonNullable<Found>> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(
			() => finish(() => reject(new Error(`Waited in vain for ${what}`))),
			LIMIT_MS * loadFactor(),
		);
		const unsubscribe = subscribe(check);
		check();

		function check() {
			const found = find();
			if (found) finish(() => resolve(found));
		}
		function finish(settle: () => void) {
			clearTimeout(timer);
			unsubscribe();
			settle();
		}
	});
}
