/** Words that a search shows, and the id of the row they are in. */
export interface RevealedMatch {
	readonly rowId: string;
	/** In small letters. */
	readonly query: string;
}

/** What a reader has opened and closed, by id. It outlives the rows of a virtual list, which come and go. */
export interface FoldStore {
	/** Whether something is open; undefined for what nobody has opened or closed. */
	readonly isOpen: (id: string) => boolean | undefined;
	/** The words a search shows in the row that something is kept under; empty for none. */
	readonly queryIn: (id: string) => string;
	/** Keeps what the reader chose. */
	readonly setOpen: (id: string, open: boolean) => void;
	/**
	 * Holds these open, and no others any more: those are as the reader left them. What the reader closes meanwhile stays
	 * closed. Long texts of the row show the place of the words.
	 */
	readonly holdOpen: (ids: readonly string[], shown?: RevealedMatch | undefined) => void;
	readonly subscribe: (listener: () => void) => () => void;
}

/** Folds that are all as they begin. */
export function createFoldStore(): FoldStore {
	const chosen = new Map<string, boolean>();
	const held = new Set<string>();
	let found: RevealedMatch | undefined;
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) listener();
	};
	return {
		isOpen: (id) => held.has(id) || chosen.get(id),
		queryIn: (id) => (found && `${id}/`.startsWith(`${found.rowId}/`) ? found.query : ""),
		setOpen(id, open) {
			held.delete(id);
			chosen.set(id, open);
			tell();
		},
		holdOpen(ids, shown) {
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
