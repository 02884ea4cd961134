import type { WorkspaceErrorCode } from "../../protocol/index.ts";
import { WorkspaceError } from "./WorkspaceError.ts";

const RETRYABLE_CODES: ReadonlySet<WorkspaceErrorCode> = new Set(["timeout", "connection_lost"]);

const REFUSAL_CODES: ReadonlySet<WorkspaceErrorCode> = new Set([
	"unauthenticated",
	"forbidden",
	"invalid_workspace_id",
	"client_outdated",
	"server_outdated",
	"workspace_destroyed",
]);

/** Whether it is not known if the workspace has acted, so that the action may be repeated under its client id. */
export function isRetryable(error: WorkspaceError): boolean {
	return RETRYABLE_CODES.has(error.code);
}

/** Whether the workspace does not accept this connection, so that a retry would not help. */
export function isRefusal(error: WorkspaceError): boolean {
	return REFUSAL_CODES.has(error.code);
}

export function connectionLostError(): WorkspaceError {
	return new WorkspaceError({
		code: "connection_lost",
		message: "The connection to the workspace was lost before it answered.",
		hint: "It reconnects on its own. Try again then.",
	});
}

export function actionTimeoutError(): WorkspaceError {
	return new WorkspaceError({
		code: "timeout",
		message: "The workspace did not answer in time, so it is not known whether it has acted.",
		hint: "Try again.",
	});
}

/** @param name - The person who deleted it; null when that is not known. */
export function workspaceDestroyedError(name: string | null): WorkspaceError {
	return new WorkspaceError({
		code: "workspace_destroyed",
		message: `${name ?? "Somebody"} has deleted this workspace, with its history and its sandbox.`,
		hint: "Reload the page to begin a new one under the same name.",
	});
}

export function actionCancelledError(): WorkspaceError {
	return new WorkspaceError({ code: "closed", message: "The action was cancelled before the workspace had answered." });
}

export function storeClosedError(): WorkspaceError {
	return new WorkspaceError({
		code: "closed",
		message: "The workspace is not connected: its store was stopped or never started.",
		hint: "Call `start()` first, and the function it returns only when you are done.",
	});
}
