import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { INTERNAL_ERROR } from "../errors/internalFault.ts";
import { SessionError } from "../session/SessionError.ts";

/** What people read about an error: a session's own fault, and nothing of any other. */
export function toErrorInfo(error: unknown): WorkspaceErrorInfo {
	return error instanceof SessionError ? error.info : INTERNAL_ERROR;
}
