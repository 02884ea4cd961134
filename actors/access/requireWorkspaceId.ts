import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";

/**
 * The id of the workspace that an actor key names.
 *
 * @throws `invalid_workspace_id` when the key is not one part of 1 to 128 bytes.
 */
export function requireWorkspaceId(key: readonly unknown[]): string {
	const [id, ...rest] = key;
	const isOnePart = typeof id === "string" && rest.length === 0;
	if (isOnePart && id.length > 0 && Buffer.byteLength(id) <= LIMITS.workspaceIdBytes) return id;
	throw refusal({
		code: "invalid_workspace_id",
		message: `A workspace is named by one text of 1 to ${LIMITS.workspaceIdBytes} bytes, so this one cannot be opened.`,
		hint: 'Name it like "acme/site", as the only part of the actor key.',
	});
}
