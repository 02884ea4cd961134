/** Something to choose from, and what the text field holds once it is chosen. */
export interface Completion {
	/** What it is called, and known by among the others. */
	readonly name: string;
	readonly description: string;
	readonly text: string;
	/** Where the caret stands in that text. */
	readonly caret: number;
}
