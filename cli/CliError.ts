/** Something that whoever uses the command can fix. It is shown without a stack. */
export class CliError extends Error {
	/** What to do about it. */
	readonly hint: string;

	constructor(message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "CliError";
		this.hint = hint;
	}
}

/** What something that was thrown says. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
