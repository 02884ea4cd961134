import { LIMITS } from "../../protocol/index.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";

/** @throws {WorkspaceError} `invalid_workspace_id` when it is no string of 1 to 128 bytes. */
export function parseWorkspaceId(value: unknown): string {
	if (typeof value !== "string") throw invalidWorkspaceIdError(`a ${typeof value}`);
	const bytes = new TextEncoder().encode(value).length;
	if (bytes === 0 || bytes > LIMITS.workspaceIdBytes) throw invalidWorkspaceIdError(`${bytes} bytes long`);
	return value;
}

function invalidWorkspaceIdError(found: string): WorkspaceError {
	return new WorkspaceError({
		code: "invalid_workspace_id",
		message: `A workspace cannot be opened by this id: it is ${found}.`,
		hint: `Give \`workspaceId\` as a string of 1 to ${LIMITS.workspaceIdBytes} bytes.`,
	});
}
