import type { Approvals } from "../approvals/Approvals.ts";
import type { WorkspaceEventMap } from "../events/workspaceEvents.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Projector } from "./Projector.ts";

interface RelayPermissionRequestDeps {
	readonly projector: Pick<Projector, "projectPermissionRequest">;
	readonly approvals: Pick<Approvals, "request">;
	readonly log: WorkspaceLog;
}

/** Asks people for the permission that the agent requests, and sends the agent their answer. Never rejects. */
export async function relayPermissionRequest(
	{ request: { permissionId, request, signal }, session }: WorkspaceEventMap["permissionRequested"],
	{ projector, approvals, log }: RelayPermissionRequestDeps,
): Promise<void> {
	const reply = (optionId: string | null) => {
		if (signal.aborted) return;
		session?.answerPermission(permissionId, optionId).catch((error: unknown) => {
			// A stop has answered it already, or the session was lost: both are reported elsewhere.
			log("warn", "permission_not_answered", { error });
		});
	};
	try {
		const approval = projector.projectPermissionRequest(request);
		if (approval) await approvals.request(approval, reply, signal);
		else reply(null);
	} catch (error) {
		log("error", "approval_not_stored", { error });
	}
}
