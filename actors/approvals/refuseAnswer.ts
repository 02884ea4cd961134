import type { UserError } from "rivetkit";
import type { ApprovalItem, Role } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";

/** Why an answer to a pending approval was not taken. */
export function answerRefusal(approval: ApprovalItem, role: Role, code: "option_unknown" | "forbidden"): UserError {
	if (code === "option_unknown") {
		return refusal({
			code,
			message: "The agent did not offer this answer, so it cannot be given.",
			hint: `Answer with one of: ${approval.options.map((option) => option.optionId).join(", ")}.`,
		});
	}
	return refusal({
		code,
		message: `Only people with the role ${approval.requirements?.role} or above may answer this one, and yours is ${role}.`,
		hint: "Ask one of them to answer it.",
	});
}
