import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SandboxApiError } from "../sandbox/SandboxRefusal.ts";
import { SessionError } from "../session/SessionError.ts";

/** Says what it means that the server refused: its own words quote paths of the sandbox. */
export async function replaceApiError<T>(asking: Promise<T>, fault: WorkspaceErrorInfo): Promise<T> {
	try {
		return await asking;
	} catch (error) {
		throw error instanceof SandboxApiError ? new SessionError(fault, { cause: error }) : error;
	}
}
