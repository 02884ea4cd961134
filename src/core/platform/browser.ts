/** What `localStorage` does, as far as it is needed. Its methods may throw: a full or forbidden storage is no storage. */
export interface KeyValueStorage {
	getItem(key: string): string | null;
	setItem(key: string, value: string): void;
	removeItem(key: string): void;
}

/** `localStorage`, or null where there is none or it is forbidden. */
export function browserStorage(): KeyValueStorage | null {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
}

/** Whether the machine has a network at all. A hint: `true` promises nothing. */
export interface Network {
	isOnline(): boolean;
	/** Calls `listener` when that changes. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void;
}

/** What the browser knows about it; always online where there is no browser. */
export const browserNetwork: Network = {
	isOnline: () => globalThis.navigator?.onLine !== false,
	subscribe(listener) {
		// Kept in a variable: a page that is torn down takes its globals away before the last timers have run.
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

/** Calls back when the next frame is drawn. The function it returns calls it off. */
export type Schedule = (callback: () => void) => () => void;

/** A hidden tab draws no frames, but its title and its sounds should still follow. */
const NO_FRAME_TIMEOUT_MS = 100;

/** The browser's next frame, or a moment later where no frames are drawn. */
export const scheduleFrame: Schedule = (callback) => {
	const hasFrames = typeof requestAnimationFrame === "function";
	const frame = hasFrames ? requestAnimationFrame(run) : null;
	const timer = setTimeout(run, hasFrames ? NO_FRAME_TIMEOUT_MS : 16);

	function cancel() {
		clearTimeout(timer);
		if (frame !== null) cancelAnimationFrame(frame);
	}
	function run() {
		cancel();
		callback();
	}
	return cancel;
};

/**
 * Makes an id by which an action of this browser is known, so that a repeat is not run twice: 22 letters, 128 bits.
 */
export function createClientId(): string {
	// Not `crypto.randomUUID`: it is missing on pages served over plain HTTP.
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const base64 = btoa(String.fromCharCode(...bytes));
	return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
