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
