/** Something that whoever uses the command can fix. It is shown without a stack. */
export class CliError extends Error {
	/** By which a script knows it: one of a workspace (docs/errors.md), or of the command (docs/operations.md). */
	readonly code: string;
	/** What to do about it. */
	readonly hint: string;

	constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "CliError";
		this.code = code;
		this.hint = hint;
	}
}

/** What something that was thrown says. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
