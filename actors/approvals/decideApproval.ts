import { isAtLeastRole, type PermissionOption, type Role } from "../../src/protocol/index.ts";
import type { ProjectedItem } from "../timeline/projectedChange.ts";
import type { PolicyDecision } from "./parseDecision.ts";

type Approval = ProjectedItem<"approval">;
type OptionKind = PermissionOption["optionKind"];

export interface DecisionContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The role that may call `answer`: a policy can ask for more, not for less. */
	readonly minimumRole: Role;
	readonly expireAfterMs?: number | undefined;
}

const ALLOW_KINDS: readonly OptionKind[] = ["allow_once"];
const DENY_KINDS: readonly OptionKind[] = ["reject_once", "reject_always"];

/** A permission that the agent asks for, as the policy wants it: answered, cancelled, or waiting for people. */
export function applyDecision(approval: Approval, decision: PolicyDecision, context: DecisionContext): Approval {
	const { answer, rule } = decision;
	if (answer === "ask") return askPeople(approval, decision, context);
	const option = findOption(approval.options, answer === "allow" ? ALLOW_KINDS : DENY_KINDS);
	if (option) {
		const { optionId } = option;
		return { ...approval, state: { status: "answered", optionId, by: null, rule, answeredAt: context.now } };
	}
	if (answer === "allow") return askPeople(approval, decision, context);
	return { ...approval, state: { status: "cancelled", reason: "denied", rule, cancelledAt: context.now } };
}

function askPeople(
	approval: Approval,
	{ rule, terms }: PolicyDecision,
	{ now, minimumRole, expireAfterMs }: DecisionContext,
): Approval {
	const { role = minimumRole, approvers = 1, settleMatching = false } = terms;
	const waitMs = terms.expireAfterMs ?? expireAfterMs;
	return {
		...approval,
		requirements: { role: isAtLeastRole(role, minimumRole) ? role : minimumRole, approvers },
		...(waitMs !== undefined && { expiresAt: now + waitMs }),
		...(rule !== undefined && { rule, settlesMatching: settleMatching }),
	};
}

/** The first kind that the agent offers. */
function findOption(options: readonly PermissionOption[], kinds: readonly OptionKind[]): PermissionOption | undefined {
	return kinds
		.map((kind) => options.find(({ optionKind }) => optionKind === kind))
		.find((option) => option !== undefined);
}
