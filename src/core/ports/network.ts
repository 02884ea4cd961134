/** Whether the machine has a network at all. A hint: `true` promises nothing. */
export interface Network {
	isOnline(): boolean;
	/** Calls back when that changes. The function it returns ends that. */
	subscribe(listener: () => void): () => void;
}

/** What the browser knows about it; always online where there is no browser. */
export const browserNetwork: Network = {
	isOnline: () => globalThis.navigator?.onLine !== false,
	subscribe(listener) {
		// Held on to: a page that is torn down takes its globals away before the last timers have run.
		const page = globalThis.window;
		if (!page) return () => {};
		page.addEventListener("online", listener);
		page.addEventListener("offline", listener);
		return () => {
			page.removeEventListener("online", listener);
			page.removeEventListener("offline", listener);
		};
	},
};
