/** Something a person at the terminal can put right. It is shown without a stack. */
export class DemoError extends Error {
	/** What to do about it, a sentence. */
	readonly hint: string;

	constructor(message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "DemoError";
		this.hint = hint;
	}
}
