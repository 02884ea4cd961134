import type { FoldStore } from "../primitives/Fold.tsx";

/** Fields for notes are not for paper, and what is begun in them is for nobody else. */
const FIELDS = /\/(?:note-form|edit-form)(?:\/|$)/;
/** What is folded on paper too: raw input and output, the diffs that the end of a turn repeats, unchanged lines of a diff. */
const FOLDED = /\/(?:input|output|requested|end|[^/:]*:[^/:]*)(?:\/|$)/;

/** On paper everything that says something is open, except what the user has closed. Nothing changes while it is printed. */
export function createPrintFolds(chosen?: FoldStore): FoldStore {
	return {
		isOpen: (id) => (FIELDS.test(id) ? false : (chosen?.isOpen(id) ?? (FOLDED.test(id) ? undefined : true))),
		queryIn: () => "",
		setOpen: () => {},
		holdOpen: () => {},
		subscribe: () => () => {},
	};
}
