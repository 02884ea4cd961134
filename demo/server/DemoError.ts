/** An error that a person at the terminal can fix. It is shown without a stack. */
export class DemoError extends Error {
	/** What to do about it, in one sentence. */
	readonly hint: string;

	constructor(message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "DemoError";
		this.hint = hint;
	}
}
