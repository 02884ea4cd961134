import type { KeyValueStorage } from "../../src/core/index.ts";

/** A storage in memory; `preset` is the value of every entry that was not written yet. */
export function createStorage(preset: string | null = null): KeyValueStorage & { entries(): readonly string[] } {
	const values = new Map<string, string>();
	return {
		getItem: (key) => values.get(key) ?? preset,
		setItem: (key, value) => void values.set(key, value),
		removeItem: (key) => void values.delete(key),
		entries: () => [...values.values()],
	};
}
