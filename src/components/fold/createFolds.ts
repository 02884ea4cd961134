/** What a reader has opened and closed, by id. It outlives the rows of a virtual list, which come and go. */
export interface Folds {
	/** Whether something is open; undefined for what nobody has opened or closed. */
	readonly isOpen: (id: string) => boolean | undefined;
	/** Keeps what the reader chose. */
	readonly choose: (id: string, open: boolean) => void;
	/** Holds these open, and no others any more: those are as the reader left them. What the reader closes meanwhile stays closed. */
	readonly hold: (ids: readonly string[]) => void;
	readonly subscribe: (listener: () => void) => () => void;
}

/** Folds that are all as they begin. */
export function createFolds(): Folds {
	const chosen = new Map<string, boolean>();
	const held = new Set<string>();
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) listener();
	};
	return {
		isOpen: (id) => held.has(id) || chosen.get(id),
		choose(id, open) {
			held.delete(id);
			chosen.set(id, open);
			tell();
		},
		hold(ids) {
			held.clear();
			for (const id of ids) held.add(id);
			tell();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
