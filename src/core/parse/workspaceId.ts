import { LIMITS } from "../../protocol/index.ts";
import { workspaceIdProblem } from "../../rules/workspaceId.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";

/** @throws {WorkspaceError} `invalid_workspace_id` when it is no string of 1 to 128 bytes, or contains a comma. */
export function parseWorkspaceId(value: unknown): string {
	const problem = workspaceIdProblem(value);
	if (problem === null && typeof value === "string") return value;
	throw new WorkspaceError({
		code: "invalid_workspace_id",
		message: `This workspace ID is invalid: it ${problem}.`,
		hint: `Set \`workspaceId\` to a string of 1 to ${LIMITS.workspaceIdBytes} bytes without commas.`,
	});
}

/** @throws {WorkspaceError} `invalid_argument` when it cannot be the key of a directory. */
export function parseTenant(value: unknown): string {
	const problem = workspaceIdProblem(value);
	if (problem === null && typeof value === "string") return value;
	throw new WorkspaceError({
		code: "invalid_argument",
		message: `This tenant is invalid: it ${problem}.`,
		hint: `Set \`tenant\` to a string of 1 to ${LIMITS.workspaceIdBytes} bytes without commas.`,
	});
}
