import type { FoldStore } from "../primitives/Fold.tsx";

/** What is folded on paper too: the field for a note, raw input and output, the diffs that the end of a turn repeats, unchanged lines of a diff. */
const FOLDED = /\/(?:input|output|requested|end|note-form|[^/:]*:[^/:]*)(?:\/|$)/;

/** On paper everything that says something is open, except what the user has closed. Nothing changes while it is printed. */
export function createPrintFolds(chosen?: FoldStore): FoldStore {
	return {
		isOpen: (id) => chosen?.isOpen(id) ?? (FOLDED.test(id) ? undefined : true),
		queryIn: () => "",
		setOpen: () => {},
		holdOpen: () => {},
		subscribe: () => () => {},
	};
}
