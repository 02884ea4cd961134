import type { WorkspaceErrorCode } from "../../protocol/index.ts";
import { truncateText } from "../../rules/truncateText.ts";
import { WorkspaceError } from "./WorkspaceError.ts";

const RETRYABLE_CODES: ReadonlySet<WorkspaceErrorCode> = new Set(["timeout", "connection_lost"]);

const REFUSAL_CODES: ReadonlySet<WorkspaceErrorCode> = new Set([
	"unauthenticated",
	"origin_not_allowed",
	"forbidden",
	"invite_invalid",
	"invite_expired",
	"invite_used",
	"invalid_workspace_id",
	"client_outdated",
	"server_outdated",
	"workspace_destroyed",
	"workspace_not_found",
]);

const MAX_DETAIL_CHARACTERS = 500;

/** Refusals that no later attempt of this page heals: somebody has to change the page, the server, or the person's rights. */
const FINAL_CODES: ReadonlySet<WorkspaceErrorCode> = new Set([
	"invalid_argument",
	"origin_not_allowed",
	"forbidden",
	"invite_invalid",
	"invite_expired",
	"invite_used",
	"invalid_workspace_id",
	"client_outdated",
	"workspace_destroyed",
]);

/** Whether the workspace will refuse this page again, however often it tries. */
export function isFinalRefusal(code: WorkspaceErrorCode): boolean {
	return FINAL_CODES.has(code);
}

/** Whether it is not known if the workspace has acted, so that the action may be repeated under its client id. */
export function isRetryable(error: WorkspaceError): boolean {
	return RETRYABLE_CODES.has(error.code);
}

/** Whether the workspace does not accept this connection, so that a retry would not help. */
export function isRefusal(error: WorkspaceError): boolean {
	return REFUSAL_CODES.has(error.code);
}

/** Whether a refusal ends without a person at this page, once the server has been updated. */
export function isTemporaryRefusal({ code }: WorkspaceError): boolean {
	return code === "server_outdated";
}

export function connectionLostError(): WorkspaceError {
	return new WorkspaceError({
		code: "connection_lost",
		message: "The connection was lost before the workspace answered.",
		hint: "Try again once it’s back.",
	});
}

/** The engine is there, and has never seen a server for its workspaces. */
export function noServerError(): WorkspaceError {
	return new WorkspaceError({
		code: "no_server",
		message: "No server for workspaces is connected to the Rivet engine.",
		hint: "Start your server, for example with `npx workspace-chat dev`.",
	});
}

/** The host's `getParams` has thrown or rejected. */
export function paramsFailedError(thrown: unknown): WorkspaceError {
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return new WorkspaceError(
		{
			code: "params_failed",
			message: "This page couldn’t get what it needs to open the workspace.",
			hint: "It may be a sign-in that has expired, or a server that is down.",
			detail: truncateText(`getParams: ${reason}`, MAX_DETAIL_CHARACTERS),
		},
		{ cause: thrown },
	);
}

export function actionTimeoutError(): WorkspaceError {
	return new WorkspaceError({
		code: "timeout",
		message: "The workspace didn’t answer in time.",
		hint: "Try again.",
	});
}

/**
 * @param name - The person who deleted it; null when that is not known.
 * @param isCreatedAgain - Whether opening it again creates a new one.
 */
export function workspaceDestroyedError(name: string | null, isCreatedAgain = true): WorkspaceError {
	return new WorkspaceError({
		code: "workspace_destroyed",
		message: `${name === null ? "This workspace was deleted" : `${name} deleted this workspace`}, with its history and sandbox.`,
		hint: isCreatedAgain ? "Reload the page to start a new one with the same name." : undefined,
	});
}

/** The page opens only what is there, and this workspace is not. */
export function workspaceNotFoundError(): WorkspaceError {
	return new WorkspaceError({
		code: "workspace_not_found",
		message: "This workspace doesn’t exist.",
		hint: "Check its address. It may have been deleted, or not been created yet.",
	});
}

export function actionCancelledError(): WorkspaceError {
	return new WorkspaceError({ code: "closed", message: "The action was cancelled before the workspace answered." });
}

export function storeClosedError(): WorkspaceError {
	return new WorkspaceError({
		code: "closed",
		message: "The workspace isn’t connected: its store was stopped or never started.",
		hint: "Call `start()` first, and the function it returns only when you are done.",
	});
}
