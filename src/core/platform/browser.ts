/** The part of `localStorage` that is used. The methods may throw: a full or forbidden storage counts as none. */
export interface KeyValueStorage {
	/** The stored text, or null. */
	getItem(key: string): string | null;
	/** Stores a text. Throws if the storage is full. */
	setItem(key: string, value: string): void;
	/** Removes a text, if there is one. */
	removeItem(key: string): void;
}

/** `localStorage`; null where there is none or it is forbidden. */
export function browserStorage(): KeyValueStorage | null {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
}

/** `sessionStorage`, which belongs to one tab; null where there is none or it is forbidden. */
export function browserTabStorage(): KeyValueStorage | null {
	try {
		return globalThis.sessionStorage ?? null;
	} catch {
		return null;
	}
}

/** A storage that lasts as long as the page. */
export function createPageStorage(): KeyValueStorage {
	const values = new Map<string, string>();
	return {
		getItem: (key) => values.get(key) ?? null,
		setItem: (key, value) => void values.set(key, value),
		removeItem: (key) => void values.delete(key),
	};
}

/** Whether the machine has a network at all. Only a hint: `true` does not mean that a server can be reached. */
export interface Network {
	/** Whether there is a network now. */
	isOnline(): boolean;
	/** Calls `listener` when that changes. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void;
}

/** The browser's own; always online outside a browser. */
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

/** Whether the page is visible to a person. A page behind another tab, and one in a minimized window, is not. */
export interface PageVisibility {
	/** Whether it is visible now. */
	isVisible(): boolean;
	/** Calls `listener` when that changes. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void;
}

/** The browser's own; always visible outside a browser. */
export const browserVisibility: PageVisibility = {
	isVisible: () => globalThis.document?.visibilityState !== "hidden",
	subscribe(listener) {
		const page = globalThis.document;
		if (!page) return () => {};
		page.addEventListener("visibilitychange", listener);
		return () => page.removeEventListener("visibilitychange", listener);
	},
};

/** What a person does at the page, whatever it is: it shows that they are there. */
export interface PageActivity {
	/** Calls `listener` at each key and each move of a pointer. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void;
}

const ACTIVITY_EVENTS = ["pointermove", "pointerdown", "keydown", "wheel", "touchmove", "focus"] as const;

/** The browser's own; nobody does anything outside a browser. */
export const browserActivity: PageActivity = {
	subscribe(listener) {
		const page = globalThis.window;
		if (!page) return () => {};
		const options = { capture: true, passive: true };
		for (const name of ACTIVITY_EVENTS) page.addEventListener(name, listener, options);
		return () => {
			for (const name of ACTIVITY_EVENTS) page.removeEventListener(name, listener, options);
		};
	},
};

/** Calls back in the next frame. The returned function cancels that. */
export type Schedule = (callback: () => void) => () => void;

/** A hidden tab renders no frames, but a title or a sound that follows the state should still change. */
const NO_FRAME_TIMEOUT_MS = 100;

/** The browser's next frame, or a timer where no frames are rendered. */
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

/** Creates the id of an action, by which the workspace recognizes a repeated request: 22 letters, 128 random bits. */
export function createClientId(): string {
	// `crypto.randomUUID` is missing on pages that are served over plain HTTP.
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const base64 = btoa(String.fromCharCode(...bytes));
	return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
