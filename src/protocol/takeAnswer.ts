import type { Person } from "./person.ts";
import { type Role, reachesRole } from "./role.ts";
import type { ApprovalItem, ApprovalVote, PermissionOption } from "./timelineItem.ts";

/** An answer that somebody gives to a permission. */
export interface GivenAnswer {
	readonly optionId: string;
	readonly by: Person;
	readonly role: Role;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What an answer makes of a pending approval, or why it cannot be taken. */
export type TakenAnswer =
	| { readonly code: "option_unknown" | "forbidden" }
	| {
			readonly code: null;
			/** The approval after it, and those that are settled with it. */
			readonly approvals: readonly ApprovalItem[];
			/** How many more people must allow it. */
			readonly missing: number;
	  };

/** @param pending - All that wait, the one that is answered among them. */
export function takeAnswer(approval: ApprovalItem, answer: GivenAnswer, pending: readonly ApprovalItem[]): TakenAnswer {
	const option = approval.options.find(({ optionId }) => optionId === answer.optionId);
	if (!option) return { code: "option_unknown" };
	if (!reachesNeeds(approval, answer.role)) return { code: "forbidden" };
	if (isRejection(option)) return settle(approval, option, answer, pending);
	const { by, optionId, at } = answer;
	const votes = [...(approval.votes ?? []).filter((vote) => vote.by.userId !== by.userId), { by, optionId, at }];
	const missing = (approval.needs?.approvers ?? 1) - votes.length;
	if (missing > 0) return { code: null, approvals: [{ ...approval, votes }], missing };
	return settle({ ...approval, votes }, narrowest(approval, votes) ?? option, answer, pending);
}

function settle(
	approval: ApprovalItem,
	option: PermissionOption,
	answer: GivenAnswer,
	pending: readonly ApprovalItem[],
): TakenAnswer {
	const alike = pending.flatMap((other) => settleAlike(approval, option, other, answer) ?? []);
	return { code: null, approvals: [answered(approval, option, answer), ...alike], missing: 0 };
}

function answered(approval: ApprovalItem, { optionId }: PermissionOption, { by, at }: GivenAnswer): ApprovalItem {
	return { ...approval, state: { status: "answered", optionId, by, answeredAt: at } };
}

/**
 * Another permission that an answer for always settles too: one of the same turn, of the same rule of the policy,
 * which must want that, and for the same kind of tool. It gets its own option of the kind that was chosen. One that
 * offers none, or that several people must allow, goes on waiting.
 */
function settleAlike(
	approval: ApprovalItem,
	option: PermissionOption,
	other: ApprovalItem,
	answer: GivenAnswer,
): ApprovalItem | null {
	const isAlike =
		other.id !== approval.id &&
		option.optionKind.endsWith("_always") &&
		approval.settlesAlike === true &&
		other.settlesAlike === true &&
		other.rule === approval.rule &&
		other.turnId === approval.turnId &&
		other.toolCall.toolKind === approval.toolCall.toolKind;
	const same = other.options.find(({ optionKind }) => optionKind === option.optionKind);
	const isEnough = (other.needs?.approvers ?? 1) === 1 && reachesNeeds(other, answer.role);
	if (!isAlike || !same || !isEnough) return null;
	const { by, at } = answer;
	const rule = approval.rule;
	return { ...other, state: { status: "answered", optionId: same.optionId, by, rule, answeredAt: at } };
}

/** Several people chose; nobody gives more than each of them did. */
function narrowest(approval: ApprovalItem, votes: readonly ApprovalVote[]): PermissionOption | undefined {
	const chosen = approval.options.filter((option) => votes.some((vote) => vote.optionId === option.optionId));
	return chosen.find(({ optionKind }) => optionKind !== "allow_always") ?? chosen[0];
}

function reachesNeeds({ needs }: ApprovalItem, role: Role): boolean {
	return !needs || reachesRole(role, needs.role);
}

function isRejection({ optionKind }: PermissionOption): boolean {
	return optionKind.startsWith("reject");
}
