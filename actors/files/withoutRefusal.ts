import type { WorkspaceFault } from "../../src/protocol/index.ts";
import { SandboxRefusal } from "../sandbox/SandboxRefusal.ts";
import { SessionError } from "../session/SessionError.ts";

/** Says what it means that the server refused: its own words quote paths of the sandbox. */
export async function withoutRefusal<T>(asking: Promise<T>, fault: WorkspaceFault): Promise<T> {
	try {
		return await asking;
	} catch (error) {
		throw error instanceof SandboxRefusal ? new SessionError(fault, { cause: error }) : error;
	}
}
