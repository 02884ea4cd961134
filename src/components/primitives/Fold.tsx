"use client";

import { createContext, type ReactNode, useContext, useId, useState, useSyncExternalStore } from "react";
import { Icon } from "./Icon.tsx";

/** Words that a search shows, and the id of the row they are in. */
interface RevealedMatch {
	readonly rowId: string;
	/** In small letters. */
	readonly query: string;
}

/** What a reader has opened and closed, by id. It outlives the rows of a virtual list, which come and go. */
interface FoldStore {
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

/** The folds of a timeline; null around parts that stand alone, where each keeps its own. */
export const FoldStoreContext = createContext<FoldStore | null>(null);

/** The folds that something is kept in under an id: those of the timeline around, or its own without one or the other. */
export function useFoldStore(id: string | undefined): FoldStore {
	const [own] = useState(createFoldStore);
	const around = useContext(FoldStoreContext);
	return id === undefined ? own : (around ?? own);
}

/**
 * Whether something is open: as the reader left it or a search holds it, and before that as `initiallyOpen` says now.
 * Without an `id` it is forgotten with the component.
 */
export function useFold(id: string | undefined, initiallyOpen = false): readonly [open: boolean, toggle: () => void] {
	const folds = useFoldStore(id);
	const key = id ?? "";
	const read = () => folds.isOpen(key);
	const open = useSyncExternalStore(folds.subscribe, read, read) ?? initiallyOpen;
	return [open, () => folds.setOpen(key, !open)];
}

interface FoldProps {
	/** What the reader's choice is kept under. */
	readonly id: string;
	readonly summary: ReactNode;
	readonly initiallyOpen?: boolean | undefined;
	readonly className?: string | undefined;
	/** Rendered only while open, so that what is folded costs nothing. */
	readonly children: ReactNode;
}

/** A line that opens to show more. */
export function Fold({ id, summary, initiallyOpen, className, children }: FoldProps) {
	const [open, toggle] = useFold(id, initiallyOpen);
	const region = useId();
	return (
		<div className={className ? `wsc-fold ${className}` : "wsc-fold"} data-open={open || undefined}>
			<button
				type="button"
				className="wsc-fold-summary"
				aria-expanded={open}
				aria-controls={open ? region : undefined}
				onClick={toggle}
			>
				{summary}
				<Icon name="expand" className="wsc-fold-mark" />
			</button>
			{open && (
				<div id={region} className="wsc-fold-body">
					{children}
				</div>
			)}
		</div>
	);
}
