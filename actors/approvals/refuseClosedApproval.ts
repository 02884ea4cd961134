import type { UserError } from "rivetkit";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";

/** Why an approval that is not pending cannot be answered, and who was first. */
export function refuseClosedApproval(item: TimelineItem | undefined): UserError {
	if (item?.kind !== "approval") {
		return refusal({ code: "not_found", message: "There is no such permission request in this workspace." });
	}
	if (item.state.status === "answered") {
		const { by, optionId } = item.state;
		const message = `${by.name} has answered this already, and the first answer counts.`;
		return refusal({ code: "already_answered", message }, { by, optionId });
	}
	return refusal({
		code: "approval_closed",
		message: "The turn that asked for this permission is over, so nobody can answer it any more.",
	});
}
