import { RivetError } from "rivetkit/client";
import { actionTimeoutError, connectionLostError, noServerError } from "../core/errors/connectionErrors.ts";
import { toWorkspaceError, WorkspaceError } from "../core/errors/WorkspaceError.ts";
import { ERROR_CODES, type WorkspaceErrorCode, type WorkspaceErrorInfo } from "../protocol/index.ts";
import { isRecord } from "../protocol/isRecord.ts";
import { accessRefusal } from "../rules/refusals.ts";

const KNOWN_CODES: ReadonlySet<string> = new Set(ERROR_CODES);

/** Whether a code from the wire is one that the workspace sends. */
export function isWorkspaceErrorCode(code: string): code is WorkspaceErrorCode {
	return KNOWN_CODES.has(code);
}

/** Converts what Rivet's client throws: the actor's codes stay, and Rivet's own are translated. */
export function fromRivetError(error: unknown): WorkspaceError {
	if (error instanceof WorkspaceError) return error;
	if (!RivetError.isRivetError(error)) return connectionLostError();
	if (error.group === "user" && error.code !== "user_error") {
		// A newer server has codes that this version does not know, and so has a host's `authenticate`.
		const code = isWorkspaceErrorCode(error.code) ? error.code : "internal";
		return new WorkspaceError({ code, message: error.message, ...readMetadata(error.metadata) }, { cause: error });
	}
	switch (error.code) {
		case "forbidden":
			// For an event that the person may not subscribe to. Rivet closes the connection.
			return new WorkspaceError(accessRefusal().info);
		case "no_runner_config_configured":
			return noServerError();
		case "action_timed_out":
			return actionTimeoutError();
		case "action_not_found":
			return unknownActionError(error.message);
		case "incoming_too_long":
			return messageTooLargeError(error.message);
		case "internal_error":
		case "user_error":
			return toWorkspaceError(error);
		default:
			// Rivet's other codes say why a connection was lost before the actor had responded.
			return connectionLostError();
	}
}

/** Whether there is no actor of a key, by an error of Rivet's client or by what the engine has answered. */
export function isActorMissing(error: unknown): boolean {
	return isRecord(error) && error.group === "actor" && error.code === "not_found";
}

function readMetadata(metadata: unknown): Pick<WorkspaceErrorInfo, "hint" | "detail" | "retryAfterMs"> {
	if (typeof metadata !== "object" || metadata === null) return {};
	return {
		...("hint" in metadata && typeof metadata.hint === "string" && { hint: metadata.hint }),
		...("detail" in metadata && typeof metadata.detail === "string" && { detail: metadata.detail }),
		...("retryAfterMs" in metadata &&
			typeof metadata.retryAfterMs === "number" && { retryAfterMs: metadata.retryAfterMs }),
	};
}

function unknownActionError(detail: string): WorkspaceError {
	return new WorkspaceError({
		code: "server_outdated",
		message: "The server doesn’t know this action.",
		hint: "Update workspace-chat on the server, and check that `actorName` names a workspace actor.",
		detail,
	});
}

function messageTooLargeError(detail: string): WorkspaceError {
	return new WorkspaceError({
		code: "invalid_argument",
		message: "This is larger than the server accepts.",
		hint: "Shorten it, or raise `maxIncomingMessageSize` in the server's `setup`.",
		detail,
	});
}
