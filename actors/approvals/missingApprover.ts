import { type ApprovalItem, isAtLeastRole, type Participant, type Role } from "../../src/protocol/index.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

interface MissingApproverDeps {
	/** Who has the workspace open. */
	readonly presence: { participants(): readonly Participant[] };
	/** The role that may answer at all. */
	readonly minimumRole: Role;
	readonly log: WorkspaceLog;
}

/**
 * Logs a permission request that waits although nobody who is there may answer it: the turn then stands until somebody
 * comes. Once for each request.
 */
export function watchForApprovers({ presence, minimumRole, log }: MissingApproverDeps): (item: ApprovalItem) => void {
	let reported = "";
	return ({ id, state, requirements }) => {
		if (state.status !== "pending" || id === reported) return;
		const needed = requirements?.role ?? minimumRole;
		if (presence.participants().some(({ role }) => isAtLeastRole(role, needed))) return;
		reported = id;
		log("warn", "no_approver", { approvalId: id, role: needed, people: presence.participants().length });
	};
}
