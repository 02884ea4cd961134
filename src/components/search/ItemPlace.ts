/** A text of an item, and where in its parts people read it. */
export interface SearchableText {
	readonly text: string;
	/** The folds around it, from the outermost in; none for what stands open. */
	readonly folds: readonly string[];
	/** It says what stands elsewhere, too: a fold is worth opening for it only where nothing else has the words. */
	readonly isRedundant?: true;
	/** It stands at the end of the prompt's turn, and not with the prompt. */
	readonly isTurnEnd?: true;
}
