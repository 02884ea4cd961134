import type { WorkspaceErrorCode } from "../../protocol/index.ts";

const FINAL: ReadonlySet<WorkspaceErrorCode> = new Set([
	"attachment_too_large",
	"attachment_not_found",
	"forbidden",
	"invalid_argument",
]);

/** Whether a file that failed would fail again. */
export function isRefusedForGood(code: WorkspaceErrorCode): boolean {
	return FINAL.has(code);
}
