import type { UserError } from "rivetkit";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";

/** Why an approval that is not pending cannot be answered, and who was first. */
export function closedApprovalRefusal(item: TimelineItem | undefined): UserError {
	if (item?.kind !== "approval") {
		return refusal({ code: "not_found", message: "There is no such permission request in this workspace." });
	}
	if (item.state.status === "answered") {
		const { by, optionId, rule } = item.state;
		const who = by ? by.name : "The workspace's policy";
		const message = `${who} has answered this already, and the first answer counts.`;
		return refusal({ code: "already_answered", message }, { by, optionId, ...(rule !== undefined && { rule }) });
	}
	const isExpired = item.state.status === "cancelled" && item.state.reason === "expired";
	return refusal({
		code: "approval_closed",
		message: isExpired
			? "Nobody answered this permission in time, so nobody can answer it any more."
			: "The turn that asked for this permission is over, so nobody can answer it any more.",
	});
}
