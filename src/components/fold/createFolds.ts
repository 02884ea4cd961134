/** Words that a search shows, and the id of the row they are in. */
export interface ShownWords {
	readonly rowId: string;
	/** In small letters. */
	readonly words: string;
}

/** What a reader has opened and closed, by id. It outlives the rows of a virtual list, which come and go. */
export interface Folds {
	/** Whether something is open; undefined for what nobody has opened or closed. */
	readonly isOpen: (id: string) => boolean | undefined;
	/** The words a search shows in the row that something is kept under; empty for none. */
	readonly wordsIn: (id: string) => string;
	/** Keeps what the reader chose. */
	readonly choose: (id: string, open: boolean) => void;
	/**
	 * Holds these open, and no others any more: those are as the reader left them. What the reader closes meanwhile stays
	 * closed. Long texts of the row show the place of the words.
	 */
	readonly hold: (ids: readonly string[], shown?: ShownWords | undefined) => void;
	readonly subscribe: (listener: () => void) => () => void;
}

/** Folds that are all as they begin. */
export function createFolds(): Folds {
	const chosen = new Map<string, boolean>();
	const held = new Set<string>();
	let found: ShownWords | undefined;
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) listener();
	};
	return {
		isOpen: (id) => held.has(id) || chosen.get(id),
		wordsIn: (id) => (found && `${id}/`.startsWith(`${found.rowId}/`) ? found.words : ""),
		choose(id, open) {
			held.delete(id);
			chosen.set(id, open);
			tell();
		},
		hold(ids, shown) {
			held.clear();
			for (const id of ids) held.add(id);
			found = shown;
			tell();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
