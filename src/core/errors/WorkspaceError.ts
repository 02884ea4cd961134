import type { WorkspaceErrorCode, WorkspaceErrorInfo } from "../../protocol/index.ts";

/** An error of the workspace: a code for programs, a message for people, and often a hint on what to do. */
export class WorkspaceError extends Error {
	/** What went wrong, for programs. */
	readonly code: WorkspaceErrorCode;
	/** What to do about it, a sentence. */
	readonly hint: string | undefined;
	/** The agent's or server's own words, as they came. Never holds a credential. */
	readonly detail: string | undefined;
	/** How long to wait before another attempt, in milliseconds. */
	readonly retryAfterMs: number | undefined;

	constructor(info: WorkspaceErrorInfo, options?: ErrorOptions) {
		super(info.message, options);
		this.name = "WorkspaceError";
		this.code = info.code;
		this.hint = info.hint;
		this.detail = info.detail;
		this.retryAfterMs = info.retryAfterMs;
	}

	/** The error as plain data, as it is sent and kept in the state. */
	toInfo(): WorkspaceErrorInfo {
		const { code, message, hint, detail, retryAfterMs } = this;
		return { code, message, hint, detail, ...(retryAfterMs !== undefined && { retryAfterMs }) };
	}
}

/** Converts anything thrown to a `WorkspaceError`. */
export function toWorkspaceError(error: unknown): WorkspaceError {
	if (error instanceof WorkspaceError) return error;
	return new WorkspaceError(
		{
			code: "internal",
			message: "Something went wrong.",
			hint: "Try again. If it keeps failing, check the server’s log.",
			detail: error instanceof Error ? error.message : String(error),
		},
		{ cause: error },
	);
}
