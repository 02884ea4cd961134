import type { ApprovalState, ApprovalVote, PermissionOption } from "../protocol/approval.ts";
import { agentIdSchema } from "../protocol/fields.ts";
import { isAtLeastRole, type Person, type Role, type Self } from "../protocol/participant.ts";
import { parseMessage } from "../protocol/schema.ts";
import type { ApprovalItem, QuestionItem, TimelineItem } from "../protocol/timelineItem.ts";
import type { ToolCall } from "../protocol/toolCall.ts";
import type { Turn } from "../protocol/turn.ts";
import type { UnplacedItem } from "./items.ts";
import { type RoleLookup, stillHasRole } from "./KnownRoles.ts";
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

/**
 * The answers that people can give. The agent understands only the id of an answer, so one whose id is blank or too long
 * cannot be given, and of those that share an id nobody knows which one the agent would take: when they are of different kinds,
 * none of them can be given, else the first one.
 */
export function usableOptions(options: readonly PermissionOption[]): readonly PermissionOption[] {
	const byId = Map.groupBy(options, ({ optionId }) => optionId);
	return options.filter(({ optionId, optionKind }, index) => {
		const same = byId.get(optionId) ?? [];
		const isFirst = options.findIndex((other) => other.optionId === optionId) === index;
		const canBeSent = optionId.trim() !== "" && parseMessage(agentIdSchema, optionId) !== null;
		return canBeSent && isFirst && same.every((other) => other.optionKind === optionKind);
	});
}

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
 * cancelled when its turn is stopped or over, when too many wait already, or when it offers no answer that can be given.
 */
export function openApproval(requested: Approval, decision: PolicyDecision, context: OpenApprovalContext): Approval {
	const { turn, now } = context;
	const approval = { ...requested, options: usableOptions(requested.options) };
	if (approval.turnId !== null && approval.turnId !== turn?.id) return cancelApproval(approval, "turn_ended", now);
	if (turn?.state === "stopping") return cancelApproval(approval, "stopped", now);
	if (approval.options.length === 0) return cancelApproval(approval, "malformed", now);
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

/**
 * A permission request that waits, with what its call says now: some agents report what they ask for only afterwards. The
 * votes before do not count any more, because they were for something else. Null when nothing of what people decide by
 * has changed, and for a request that is settled: it keeps what was shown to whoever answered.
 *
 * @param known - What the call said before. What is stored of it may be truncated.
 */
export function followCall<Item extends Approval>(
	approval: Item,
	call: ToolCall,
	known: ToolCall = approval.toolCall,
): Item | null {
	if (approval.state.status !== "pending" || known.toolCallId !== call.toolCallId) return null;
	const { title, toolKind, locations, content, rawInput } = call;
	const shown = { title, toolKind, locations, content, rawInput };
	const isSame = Object.entries(shown).every(([key, value]) => isSameJson(value, Reflect.get(known, key)));
	return isSame ? null : { ...approval, toolCall: { ...approval.toolCall, ...shown }, votes: [] };
}

function isSameJson(one: unknown, other: unknown): boolean {
	return one === other || JSON.stringify(one) === JSON.stringify(other);
}

const LEAST_ROLE: Role = "viewer";

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
 * The vote of somebody who has lost the role for it no longer counts.
 *
 * @param item - What the workspace has under the id.
 * @param pending - All approvals that wait, the answered one among them.
 * @param roleOf - The roles of those who voted before.
 * @throws {Refusal} `not_found`, `already_answered`, `approval_closed`, `option_unknown` or `forbidden`
 */
export function answerApproval(
	item: TimelineItem | null | undefined,
	answer: ApprovalAnswer,
	pending: readonly ApprovalItem[],
	roleOf: RoleLookup,
): AnswerOutcome {
	const approval = requirePendingApproval(item);
	const option = approval.options.find(({ optionId }) => optionId === answer.optionId);
	if (!option) throw answerUnknownRefusal(approval.options);
	if (!hasRequiredRole(approval, answer.role)) throw approvalRoleRefusal(approval.requirements?.role, answer.role);
	if (isRejection(option)) return settleApproval(approval, option, answer, pending);
	const { by, optionId, at } = answer;
	const others = (approval.votes ?? []).filter((vote) => vote.by.userId !== by.userId);
	const neededRole = approval.requirements?.role ?? LEAST_ROLE;
	const counted = others.filter((vote) => stillHasRole(roleOf(vote.by.userId), neededRole));
	const votes = [...counted, { by, optionId, at }];
	const missing = (approval.requirements?.approvers ?? 1) - votes.length;
	if (missing > 0) return { changes: [{ ...approval, votes }], missing };
	return settleApproval({ ...approval, votes }, narrowestOption(approval, votes) ?? option, answer, pending);
}

/** @throws {Refusal} When it does not wait. */
export function requirePendingApproval(item: TimelineItem | null | undefined): ApprovalItem {
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

function hasRequiredRole({ requirements }: Pick<ApprovalItem, "requirements">, role: Role): boolean {
	return !requirements || isAtLeastRole(role, requirements.role);
}

/** Whether a person may answer a permission request. */
export function mayAnswerApproval(approval: Pick<ApprovalItem, "requirements">, self: Self): boolean {
	return self.allowedActions.includes("answerApproval") && hasRequiredRole(approval, self.role);
}

function isRejection({ optionKind }: PermissionOption): boolean {
	return optionKind.startsWith("reject");
}

/** Whether a call was not allowed: a person or a rule rejected it, or nobody answered. */
export function isRefused({ state, options }: Pick<ApprovalItem, "state" | "options">): boolean {
	if (state.status !== "answered") return true;
	const chosen = options.filter(({ optionId }) => optionId === state.optionId);
	return chosen.length > 0 && chosen.every(isRejection);
}

/** A permission request or a question, as far as it says from when to when people were waited for. */
export type PeopleWait = Pick<ApprovalItem, "createdAt" | "state"> | Pick<QuestionItem, "createdAt" | "state">;

/**
 * How long at least one request or question waited for people between two moments, in milliseconds. Those that wait side
 * by side count once, and those that the policy settles do not count.
 */
export function peopleWaitMs(waits: readonly PeopleWait[], from: number, until: number): number {
	let waited = 0;
	let counted = from;
	for (const { createdAt, state } of [...waits].sort(byCreatedAt)) {
		const end = Math.min(waitEnd(state, createdAt), until);
		waited += Math.max(0, end - Math.max(counted, createdAt));
		counted = Math.max(counted, end);
	}
	return waited;
}

function waitEnd(state: PeopleWait["state"], createdAt: number): number {
	if (state.status === "pending") return Number.POSITIVE_INFINITY;
	if (state.status === "declined") return state.answeredAt;
	if (state.status === "answered") return state.by ? state.answeredAt : createdAt;
	const isUnasked = ["denied", "too_many", "malformed"].includes(state.reason);
	return isUnasked ? createdAt : state.cancelledAt;
}

function byCreatedAt(one: PeopleWait, other: PeopleWait): number {
	return one.createdAt - other.createdAt;
}
