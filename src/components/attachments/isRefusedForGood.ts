import type { WorkspaceErrorCode } from "../../protocol/index.ts";

const PERMANENT_UPLOAD_ERRORS: ReadonlySet<WorkspaceErrorCode> = new Set([
	"attachment_too_large",
	"attachment_not_found",
	"forbidden",
	"invalid_argument",
]);

/** Whether a file that failed would fail again. */
export function isPermanentUploadError(code: WorkspaceErrorCode): boolean {
	return PERMANENT_UPLOAD_ERRORS.has(code);
}
