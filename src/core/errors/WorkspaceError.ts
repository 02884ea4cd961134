import type { WorkspaceErrorCode, WorkspaceErrorInfo } from "../../protocol/index.ts";

/** An error of the workspace: a code for programs, a message for people, and often a hint on what to do. */
export class WorkspaceError extends Error {
	readonly code: WorkspaceErrorCode;
	readonly hint: string | undefined;
	readonly detail: string | undefined;

	constructor(info: WorkspaceErrorInfo, options?: ErrorOptions) {
		super(info.message, options);
		this.name = "WorkspaceError";
		this.code = info.code;
		this.hint = info.hint;
		this.detail = info.detail;
	}

	/** The error as plain data, as it is sent and kept in the state. */
	toInfo(): WorkspaceErrorInfo {
		return { code: this.code, message: this.message, hint: this.hint, detail: this.detail };
	}
}

/** Converts anything thrown to a `WorkspaceError`. */
export function toWorkspaceError(error: unknown): WorkspaceError {
	if (error instanceof WorkspaceError) return error;
	return new WorkspaceError(
		{
			code: "internal",
			message: "Something went wrong between this page and the workspace.",
			hint: "Try again. If it happens again, check the log of the server.",
			detail: error instanceof Error ? error.message : String(error),
		},
		{ cause: error },
	);
}
