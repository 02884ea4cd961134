import type { WorkspaceErrorCode, WorkspaceErrorInfo } from "../../protocol/index.ts";

/** An error of the workspace: a code for programs, a sentence for people and, where there is one, what to do. */
export class WorkspaceError extends Error {
	readonly code: WorkspaceErrorCode;
	readonly hint: string | undefined;
	readonly detail: string | undefined;

	constructor(fault: WorkspaceErrorInfo, options?: ErrorOptions) {
		super(fault.message, options);
		this.name = "WorkspaceError";
		this.code = fault.code;
		this.hint = fault.hint;
		this.detail = fault.detail;
	}

	/** The error as data, the shape in which it travels and is kept in state. */
	toInfo(): WorkspaceErrorInfo {
		return { code: this.code, message: this.message, hint: this.hint, detail: this.detail };
	}
}

/** Whatever was thrown, as an error of the workspace. */
export function toWorkspaceError(error: unknown): WorkspaceError {
	if (error instanceof WorkspaceError) return error;
	return new WorkspaceError(
		{
			code: "internal",
			message: "Something went wrong between this page and the workspace.",
			hint: "Try again. If it happens again, look at the log of the server.",
			detail: error instanceof Error ? error.message : String(error),
		},
		{ cause: error },
	);
}
