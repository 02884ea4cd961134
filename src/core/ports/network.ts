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
		if (typeof window === "undefined") return () => {};
		window.addEventListener("online", listener);
		window.addEventListener("offline", listener);
		return () => {
			window.removeEventListener("online", listener);
			window.removeEventListener("offline", listener);
		};
	},
};
