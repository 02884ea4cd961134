import { type PermissionOption, type Role, reachesRole } from "../../src/protocol/index.ts";
import type { ProjectedItem } from "../timeline/projectedChange.ts";
import type { Decision } from "./parseDecision.ts";

type Approval = ProjectedItem<"approval">;
type OptionKind = PermissionOption["optionKind"];

export interface DecideContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The role that may call `answer`: a policy can ask for more, not for less. */
	readonly leastRole: Role;
	readonly expireAfterMs?: number | undefined;
}

const ALLOWING: readonly OptionKind[] = ["allow_once"];
const DENYING: readonly OptionKind[] = ["reject_once", "reject_always"];

/** A permission that the agent asks for, as the policy wants it: answered, cancelled, or waiting for people. */
export function decideApproval(approval: Approval, decision: Decision, context: DecideContext): Approval {
	const { answer, rule } = decision;
	if (answer === "ask") return ask(approval, decision, context);
	const option = findOption(approval.options, answer === "allow" ? ALLOWING : DENYING);
	if (option) {
		const { optionId } = option;
		return { ...approval, state: { status: "answered", optionId, by: null, rule, answeredAt: context.now } };
	}
	if (answer === "allow") return ask(approval, decision, context);
	return { ...approval, state: { status: "cancelled", reason: "denied", rule, cancelledAt: context.now } };
}

function ask(
	approval: Approval,
	{ rule, terms }: Decision,
	{ now, leastRole, expireAfterMs }: DecideContext,
): Approval {
	const { role = leastRole, approvers = 1, settleAlike = false } = terms;
	const waitMs = terms.expireAfterMs ?? expireAfterMs;
	return {
		...approval,
		needs: { role: reachesRole(role, leastRole) ? role : leastRole, approvers },
		...(waitMs !== undefined && { expiresAt: now + waitMs }),
		...(rule !== undefined && { rule, settlesAlike: settleAlike }),
	};
}

/** The first kind that the agent offers. */
function findOption(options: readonly PermissionOption[], kinds: readonly OptionKind[]): PermissionOption | undefined {
	return kinds
		.map((kind) => options.find(({ optionKind }) => optionKind === kind))
		.find((option) => option !== undefined);
}
