import { WorkspaceError } from "./WorkspaceError.ts";

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
