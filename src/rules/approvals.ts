import type { ApprovalVote, PermissionOption } from "../protocol/approval.ts";
import { isAtLeastRole, type Person, type Role } from "../protocol/participant.ts";
import type { ApprovalItem } from "../protocol/timelineItem.ts";

/** An answer that somebody gives to a permission. */
interface ApprovalAnswer {
	readonly optionId: string;
	readonly by: Person;
	readonly role: Role;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What an answer makes of a pending approval, or why it cannot be taken. */
type AnswerOutcome =
	| { readonly code: "option_unknown" | "forbidden" }
	| {
			readonly code: null;
			/** The approval after it, and those that are settled with it. */
			readonly approvals: readonly ApprovalItem[];
			/** How many more people must allow it. */
			readonly missing: number;
	  };

/** @param pending - All that wait, the one that is answered among them. */
export function applyAnswer(
	approval: ApprovalItem,
	answer: ApprovalAnswer,
	pending: readonly ApprovalItem[],
): AnswerOutcome {
	const option = approval.options.find(({ optionId }) => optionId === answer.optionId);
	if (!option) return { code: "option_unknown" };
	if (!satisfiesNeeds(approval, answer.role)) return { code: "forbidden" };
	if (isRejection(option)) return settleApproval(approval, option, answer, pending);
	const { by, optionId, at } = answer;
	const votes = [...(approval.votes ?? []).filter((vote) => vote.by.userId !== by.userId), { by, optionId, at }];
	const missing = (approval.requirements?.approvers ?? 1) - votes.length;
	if (missing > 0) return { code: null, approvals: [{ ...approval, votes }], missing };
	return settleApproval({ ...approval, votes }, narrowestOption(approval, votes) ?? option, answer, pending);
}

function settleApproval(
	approval: ApprovalItem,
	option: PermissionOption,
	answer: ApprovalAnswer,
	pending: readonly ApprovalItem[],
): AnswerOutcome {
	const alike = pending.flatMap((other) => settleSimilarApproval(approval, option, other, answer) ?? []);
	return { code: null, approvals: [toAnsweredApproval(approval, option, answer), ...alike], missing: 0 };
}

function toAnsweredApproval(
	approval: ApprovalItem,
	{ optionId }: PermissionOption,
	{ by, at }: ApprovalAnswer,
): ApprovalItem {
	return { ...approval, state: { status: "answered", optionId, by, answeredAt: at } };
}

/**
 * Another permission that an answer for always settles too: one of the same turn, of the same rule of the policy,
 * which must want that, and for the same kind of tool. It gets its own option of the kind that was chosen. One that
 * offers none, or that several people must allow, goes on waiting.
 */
function settleSimilarApproval(
	approval: ApprovalItem,
	option: PermissionOption,
	other: ApprovalItem,
	answer: ApprovalAnswer,
): ApprovalItem | null {
	const isAlike =
		other.id !== approval.id &&
		option.optionKind.endsWith("_always") &&
		approval.settlesMatching === true &&
		other.settlesMatching === true &&
		other.rule === approval.rule &&
		other.turnId === approval.turnId &&
		other.toolCall.toolKind === approval.toolCall.toolKind;
	const same = other.options.find(({ optionKind }) => optionKind === option.optionKind);
	const isEnough = (other.requirements?.approvers ?? 1) === 1 && satisfiesNeeds(other, answer.role);
	if (!isAlike || !same || !isEnough) return null;
	const { by, at } = answer;
	const rule = approval.rule;
	return { ...other, state: { status: "answered", optionId: same.optionId, by, rule, answeredAt: at } };
}

/** Several people chose; nobody gives more than each of them did. */
function narrowestOption(approval: ApprovalItem, votes: readonly ApprovalVote[]): PermissionOption | undefined {
	const chosen = approval.options.filter((option) => votes.some((vote) => vote.optionId === option.optionId));
	return chosen.find(({ optionKind }) => optionKind !== "allow_always") ?? chosen[0];
}

function satisfiesNeeds({ requirements }: ApprovalItem, role: Role): boolean {
	return !requirements || isAtLeastRole(role, requirements.role);
}

function isRejection({ optionKind }: PermissionOption): boolean {
	return optionKind.startsWith("reject");
}
