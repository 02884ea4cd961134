import { isAtLeastRole, type WhenBusy } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { requireRole } from "../access/requireRole.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";

export type WhenBusySettings = Pick<WorkspaceSettings, "whenBusy" | "access">;

/**
 * What a prompt does while a turn runs. Who may not stop turns cannot cut one off by a prompt either: where the
 * workspace would have them do so, theirs waits.
 *
 * @throws `forbidden` when they asked for it themselves.
 */
export function resolveWhenBusy(
	asked: WhenBusy | undefined,
	{ whenBusy, access }: WhenBusySettings,
	by: Identity,
): WhenBusy {
	const chosen = asked ?? whenBusy;
	if (chosen === "queue" || chosen === "refuse") return chosen;
	if (asked !== undefined) requireRole(access, by, "stop");
	return isAtLeastRole(by.role, access.stop) ? chosen : "queue";
}
