import type { WorkspaceFault } from "../../src/protocol/index.ts";
import { INTERNAL_FAULT } from "../errors/internalFault.ts";
import { SessionError } from "../session/SessionError.ts";

/** What people read about an error: a session's own fault, and nothing of any other. */
export function faultOf(error: unknown): WorkspaceFault {
	return error instanceof SessionError ? error.fault : INTERNAL_FAULT;
}
