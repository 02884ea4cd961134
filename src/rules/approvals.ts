import type { ApprovalState, ApprovalVote, PermissionOption } from "../protocol/approval.ts";
import { isAtLeastRole, type Person, type Role } from "../protocol/participant.ts";
import type { ApprovalItem, TimelineItem } from "../protocol/timelineItem.ts";
import type { Turn } from "../protocol/turn.ts";
import type { UnplacedItem } from "./items.ts";
import {
	alreadyAnsweredRefusal,
	answerUnknownRefusal,
	approvalClosedRefusal,
	approvalNotFoundRefusal,
	approvalRoleRefusal,
} from "./refusals.ts";

/** How people are asked for a permission, where it is not the usual way. */
export interface ApprovalTerms {
	/** The least role of whoever answers. Never less than the role that may call `answerApproval`. */
	readonly role?: Role | undefined;
	/** How many different people must allow it, 1 to 20. One who rejects it is enough. Default 1. */
	readonly approvers?: number | undefined;
	/** Milliseconds until nobody can answer it any more. Default: `approvals.expireAfterMs`. */
	readonly expireAfterMs?: number | undefined;
	/**
	 * An answer for always (`allow_always`, `reject_always`) settles those of the turn that wait by the same `rule` for
	 * the same kind of tool, too. Needs a `rule`. Default false.
	 */
	readonly settleMatching?: boolean | undefined;
}

/** What a policy decides about a permission. */
export interface PolicyDecision {
	readonly answer: "allow" | "deny" | "ask";
	/** The rule it decided by. */
	readonly rule?: string | undefined;
	/** How people are asked. */
	readonly terms: ApprovalTerms;
}

/** The decision where there is no policy, or none that answers. */
export const ASK_PEOPLE: PolicyDecision = { answer: "ask", rule: undefined, terms: {} };

type Approval = UnplacedItem<"approval">;

/** How many approvals may wait at once, unless a host sets another limit. */
export const DEFAULT_MAX_PENDING_APPROVALS = 100;

/** What `openApproval` needs to know beside the request. */
interface OpenApprovalContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The running turn; null outside turns. */
	readonly turn: Turn | null;
	/** How many approvals wait already. */
	readonly pending: number;
	/** How many may wait at once. */
	readonly maxPending: number;
	/** The role that may call `answerApproval`: a policy can ask for more, not for less. */
	readonly minimumRole: Role;
	/** Milliseconds, where the policy sets none. Default: it never expires. */
	readonly expireAfterMs?: number | undefined;
}

/**
 * A permission that the agent requests, as the policy decides: answered, cancelled, or waiting for people. It is
 * cancelled when its turn is stopped or over, or when too many wait already.
 */
export function openApproval(approval: Approval, decision: PolicyDecision, context: OpenApprovalContext): Approval {
	const { turn, now } = context;
	if (approval.turnId !== null && approval.turnId !== turn?.id) return cancelApproval(approval, "turn_ended", now);
	if (turn?.state === "stopping") return cancelApproval(approval, "stopped", now);
	const decided = applyDecision(approval, decision, context);
	const isTooMany = decided.state.status === "pending" && context.pending >= context.maxPending;
	return isTooMany ? cancelApproval(approval, "too_many", now) : decided;
}

type OptionKind = PermissionOption["optionKind"];

const ALLOW_KINDS: readonly OptionKind[] = ["allow_once"];
const DENY_KINDS: readonly OptionKind[] = ["reject_once", "reject_always"];

function applyDecision(approval: Approval, decision: PolicyDecision, context: OpenApprovalContext): Approval {
	const { answer, rule } = decision;
	if (answer === "ask") return askPeople(approval, decision, context);
	const option = findOption(approval.options, answer === "allow" ? ALLOW_KINDS : DENY_KINDS);
	if (option) {
		const { optionId } = option;
		return { ...approval, state: { status: "answered", optionId, by: null, rule, answeredAt: context.now } };
	}
	// A policy never allows for always: people decide that.
	if (answer === "allow") return askPeople(approval, decision, context);
	return { ...approval, state: { status: "cancelled", reason: "denied", rule, cancelledAt: context.now } };
}

function askPeople(
	approval: Approval,
	{ rule, terms }: PolicyDecision,
	{ now, minimumRole, expireAfterMs }: OpenApprovalContext,
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

/** The option of the first kind that the agent offers. */
function findOption(options: readonly PermissionOption[], kinds: readonly OptionKind[]): PermissionOption | undefined {
	return kinds
		.map((kind) => options.find(({ optionKind }) => optionKind === kind))
		.find((option) => option !== undefined);
}

export type CancelReason = Extract<ApprovalState, { readonly status: "cancelled" }>["reason"];

/** An approval that nobody can answer any more. */
export function cancelApproval<Item extends Approval>(approval: Item, reason: CancelReason, now: number): Item {
	return { ...approval, state: { status: "cancelled", reason, cancelledAt: now } };
}

/** An answer that somebody gives to a permission. */
interface ApprovalAnswer {
	readonly optionId: string;
	readonly by: Person;
	readonly role: Role;
	/** Milliseconds since 1970. */
	readonly at: number;
}

interface AnswerOutcome {
	/** The approval after the answer, and those that are settled with it. */
	readonly changes: readonly ApprovalItem[];
	/** How many more people must allow it; 0 when it is settled. */
	readonly missing: number;
}

/**
 * Takes an answer. The first one wins; where several people must allow it, each counts once and one who rejects decides.
 *
 * @param item - What the workspace has under the id.
 * @param pending - All approvals that wait, the answered one among them.
 * @throws {Refusal} `not_found`, `already_answered`, `approval_closed`, `option_unknown` or `forbidden`
 */
export function answerApproval(
	item: TimelineItem | null | undefined,
	answer: ApprovalAnswer,
	pending: readonly ApprovalItem[],
): AnswerOutcome {
	const approval = requirePending(item);
	const option = approval.options.find(({ optionId }) => optionId === answer.optionId);
	if (!option) throw answerUnknownRefusal(approval.options);
	if (!hasRequiredRole(approval, answer.role)) throw approvalRoleRefusal(approval.requirements?.role, answer.role);
	if (isRejection(option)) return settleApproval(approval, option, answer, pending);
	const { by, optionId, at } = answer;
	const votes = [...(approval.votes ?? []).filter((vote) => vote.by.userId !== by.userId), { by, optionId, at }];
	const missing = (approval.requirements?.approvers ?? 1) - votes.length;
	if (missing > 0) return { changes: [{ ...approval, votes }], missing };
	return settleApproval({ ...approval, votes }, narrowestOption(approval, votes) ?? option, answer, pending);
}

function requirePending(item: TimelineItem | null | undefined): ApprovalItem {
	if (item?.kind !== "approval") throw approvalNotFoundRefusal();
	if (item.state.status === "answered") throw alreadyAnsweredRefusal(item.state);
	if (item.state.status === "cancelled") throw approvalClosedRefusal(item.state);
	return item;
}

function settleApproval(
	approval: ApprovalItem,
	option: PermissionOption,
	answer: ApprovalAnswer,
	pending: readonly ApprovalItem[],
): AnswerOutcome {
	const { by, at } = answer;
	const state = { status: "answered", optionId: option.optionId, by, answeredAt: at } as const;
	const matching = pending.flatMap((other) => settleMatchingApproval(approval, option, other, answer) ?? []);
	return { changes: [{ ...approval, state }, ...matching], missing: 0 };
}

/**
 * Another permission that an answer for always settles too: one of the same turn, of the same rule of the policy,
 * which must want that, and for the same kind of tool. It gets its own option of the kind that was chosen. One that
 * offers none, or that several people must allow, goes on waiting.
 */
function settleMatchingApproval(
	approval: ApprovalItem,
	option: PermissionOption,
	other: ApprovalItem,
	answer: ApprovalAnswer,
): ApprovalItem | null {
	const isMatching =
		other.id !== approval.id &&
		option.optionKind.endsWith("_always") &&
		approval.settlesMatching === true &&
		other.settlesMatching === true &&
		other.rule === approval.rule &&
		other.turnId === approval.turnId &&
		other.toolCall.toolKind === approval.toolCall.toolKind;
	const same = other.options.find(({ optionKind }) => optionKind === option.optionKind);
	const isEnough = (other.requirements?.approvers ?? 1) === 1 && hasRequiredRole(other, answer.role);
	if (!isMatching || !same || !isEnough) return null;
	const { by, at } = answer;
	const rule = approval.rule;
	return { ...other, state: { status: "answered", optionId: same.optionId, by, rule, answeredAt: at } };
}

/** Several people chose: the result allows no more than each of them did. */
function narrowestOption(approval: ApprovalItem, votes: readonly ApprovalVote[]): PermissionOption | undefined {
	const chosen = approval.options.filter((option) => votes.some((vote) => vote.optionId === option.optionId));
	return chosen.find(({ optionKind }) => optionKind !== "allow_always") ?? chosen[0];
}

function hasRequiredRole({ requirements }: ApprovalItem, role: Role): boolean {
	return !requirements || isAtLeastRole(role, requirements.role);
}

function isRejection({ optionKind }: PermissionOption): boolean {
	return optionKind.startsWith("reject");
}

/** A permission, as far as it says from when to when people were waited for. */
export type ApprovalWait = Pick<ApprovalItem, "createdAt" | "state">;

/**
 * How long at least one permission waited for people between two moments, in milliseconds. Those that wait side by side
 * count once, and those that the policy settles do not count.
 */
export function approvalWaitMs(approvals: readonly ApprovalWait[], from: number, until: number): number {
	let waited = 0;
	let counted = from;
	for (const { createdAt, state } of [...approvals].sort(byCreatedAt)) {
		const end = Math.min(waitEnd(state, createdAt), until);
		waited += Math.max(0, end - Math.max(counted, createdAt));
		counted = Math.max(counted, end);
	}
	return waited;
}

function waitEnd(state: ApprovalState, createdAt: number): number {
	if (state.status === "pending") return Number.POSITIVE_INFINITY;
	if (state.status === "answered") return state.by ? state.answeredAt : createdAt;
	return state.reason === "denied" || state.reason === "too_many" ? createdAt : state.cancelledAt;
}

function byCreatedAt(one: ApprovalWait, other: ApprovalWait): number {
	return one.createdAt - other.createdAt;
}
