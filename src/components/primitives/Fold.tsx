"use client";

import { createContext, type ReactNode, useContext, useId, useMemo, useState, useSyncExternalStore } from "react";
import { formatJson } from "./displayText.ts";
import { revealCharacters } from "./hiddenText.ts";
import { Icon } from "./Icon.tsx";
import { Preformatted } from "./Preformatted.tsx";

/** The match that a search shows. */
interface RevealedMatch {
	readonly rowId: string;
	/** Lower case. */
	readonly query: string;
}

/** What the user has opened and closed, by id. It outlives the rows of a virtual list. */
export interface FoldStore {
	/** Whether a fold is open; undefined if the user has not toggled it. */
	readonly isOpen: (id: string) => boolean | undefined;
	/** The query of the match that a search shows in the row of this id; empty for none. */
	readonly queryIn: (id: string) => string;
	/** Stores the user's choice. */
	readonly setOpen: (id: string, open: boolean) => void;
	/**
	 * Opens these folds while a search shows a match in them, and restores those of the previous call. Folds that the
	 * user closes meanwhile stay closed. Long texts of the row show the lines of the match.
	 */
	readonly holdOpen: (ids: readonly string[], shown?: RevealedMatch | undefined) => void;
	readonly subscribe: (listener: () => void) => () => void;
}

/** A store without choices. */
export function createFoldStore(): FoldStore {
	const chosen = new Map<string, boolean>();
	const held = new Set<string>();
	let found: RevealedMatch | undefined;
	const listeners = new Set<() => void>();
	const notify = () => {
		for (const listener of listeners) listener();
	};
	return {
		isOpen: (id) => held.has(id) || chosen.get(id),
		queryIn: (id) => (found && `${id}/`.startsWith(`${found.rowId}/`) ? found.query : ""),
		setOpen(id, open) {
			held.delete(id);
			chosen.set(id, open);
			notify();
		},
		holdOpen(ids, shown) {
			held.clear();
			for (const id of ids) held.add(id);
			found = shown;
			notify();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}

/** The fold store of the timeline; null outside of one, where each part has its own. */
export const FoldStoreContext = createContext<FoldStore | null>(null);

/** The store for an id: that of the timeline, or an own one without a timeline or id. */
export function useFoldStore(id: string | undefined): FoldStore {
	const [own] = useState(createFoldStore);
	const around = useContext(FoldStoreContext);
	return id === undefined ? own : (around ?? own);
}

/**
 * Whether a fold is open: as the user chose or a search requires, else `initiallyOpen`. Without an `id` the choice is
 * lost on unmount.
 */
export function useFold(id: string | undefined, initiallyOpen = false): readonly [open: boolean, toggle: () => void] {
	const folds = useFoldStore(id);
	const key = id ?? "";
	const read = () => folds.isOpen(key);
	const open = useSyncExternalStore(folds.subscribe, read, read) ?? initiallyOpen;
	return [open, () => folds.setOpen(key, !open)];
}

interface FoldProps {
	/** The key that the user's choice is stored under. */
	readonly id: string;
	readonly summary: ReactNode;
	readonly initiallyOpen?: boolean | undefined;
	readonly className?: string | undefined;
	/** Rendered only while open. */
	readonly children: ReactNode;
}

/** A line that expands to show more. */
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

interface JsonTextProps {
	readonly value: unknown;
}

/** The formatted value. It is formatted only when it is shown. */
function JsonText({ value }: JsonTextProps) {
	const text = useMemo(() => formatJson(value), [value]);
	return <Preformatted text={text} revealsAll />;
}

interface JsonFoldProps {
	readonly id: string;
	readonly title: string;
	readonly value: unknown;
}

/** A value of unknown form, as folded JSON. */
export function JsonFold({ id, title, value }: JsonFoldProps) {
	return (
		<Fold id={id} className="wsc-raw" summary={<span className="wsc-raw-title">{revealCharacters(title)}</span>}>
			<JsonText value={value} />
		</Fold>
	);
}
