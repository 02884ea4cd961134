import * as v from "valibot";
import {
	isAtLeastRole,
	type PermissionOption,
	type PromptItem,
	ROLES,
	type Role,
	type ToolCall,
} from "../../src/protocol/index.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { ProjectedItem } from "../timeline/projection.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** What a policy is asked about. */
export interface ApprovalPolicyRequest {
	readonly workspaceId: string;
	/** What would run. It is the agent's own word: a title may say one thing and `rawInput` another. */
	readonly toolCall: ToolCall;
	/** What the agent lets itself be answered with. */
	readonly options: readonly PermissionOption[];
	/** The prompt that the agent works on, with its author in `by`; null outside of turns. */
	readonly prompt: PromptItem | null;
	/** Aborted when the answer would come too late. */
	readonly signal: AbortSignal;
}

/** How people are asked, where it is not the usual way. */
export interface ApprovalTerms {
	/** The least role of who answers. Never less than the role that may call `answer`. */
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

/**
 * What a policy says. `rule` is its name for why, and stands in the timeline.
 *
 * `allow` takes the agent's option of kind `allow_once`. When there is none, people are asked: what a policy allows
 * once is never allowed for always. `deny` takes `reject_once`, else `reject_always`. When there is neither, the agent
 * is told that its request was cancelled.
 */
export type ApprovalDecision =
	| "allow"
	| "deny"
	| "ask"
	| { readonly answer: "allow" | "deny"; readonly rule?: string | undefined }
	| { readonly ask: ApprovalTerms; readonly rule?: string | undefined };

/**
 * Decides what the agent may do without asking, what it may not do at all, and who must be asked. When it throws,
 * answers something else, or takes longer than `limits.policyTimeoutMs`, people are asked, as without it.
 *
 * @example
 * const policy: ApprovalPolicy = ({ toolCall }) => {
 * 	if (toolCall.toolKind === "read") return { answer: "allow", rule: "reading" };
 * 	if (toolCall.toolKind === "delete") return { ask: { role: "owner", approvers: 2 }, rule: "deleting" };
 * 	return "ask";
 * };
 */
export type ApprovalPolicy = (request: ApprovalPolicyRequest) => ApprovalDecision | Promise<ApprovalDecision>;

/** What `createWorkspace` is told about permissions. */
export interface ApprovalOptions {
	readonly policy?: ApprovalPolicy | undefined;
	/**
	 * Milliseconds until a permission that nobody answers is cancelled. Default: never, because the person who knows may
	 * be back tomorrow.
	 */
	readonly expireAfterMs?: number | undefined;
}

/** What a policy said, in one shape. */
export interface PolicyDecision {
	readonly answer: "allow" | "deny" | "ask";
	readonly rule: string | undefined;
	readonly terms: ApprovalTerms;
}

/** What happens where no policy says anything. */
const ASK_PEOPLE: PolicyDecision = { answer: "ask", rule: undefined, terms: {} };

/** A person's patience at most; timers do not count further. */
export const expirySchema = v.pipe(v.number(), v.minValue(1), v.maxValue(365 * 86_400_000));

const ruleSchema = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

const termsSchema = v.strictObject({
	role: v.optional(v.picklist(ROLES)),
	approvers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
	expireAfterMs: v.optional(expirySchema),
	settleMatching: v.optional(v.boolean()),
});

const decisionSchema = v.union([
	v.picklist(["allow", "deny", "ask"]),
	v.strictObject({ answer: v.picklist(["allow", "deny"]), rule: ruleSchema }),
	v.strictObject({ ask: termsSchema, rule: ruleSchema }),
]);

/** @throws {ValiError} When a policy answered with something else. */
function parseDecision(value: unknown): PolicyDecision {
	const decision = v.parse(decisionSchema, value);
	if (typeof decision === "string") return { ...ASK_PEOPLE, answer: decision };
	if ("ask" in decision) return { answer: "ask", rule: decision.rule, terms: decision.ask };
	return { ...ASK_PEOPLE, ...decision };
}

type Approval = ProjectedItem<"approval">;
type OptionKind = PermissionOption["optionKind"];

interface DecisionContext {
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

interface AskPolicyOptions {
	readonly policy: ApprovalPolicy | undefined;
	/** How long the policy may take. */
	readonly timeoutMs: number;
	readonly log: WorkspaceLog;
}

/** Asks the policy. Where it does not answer as it should, people are asked. Never rejects. */
export async function askPolicy(
	{ policy, timeoutMs, log }: AskPolicyOptions,
	request: Omit<ApprovalPolicyRequest, "signal">,
): Promise<PolicyDecision> {
	if (!policy) return ASK_PEOPLE;
	const late = new AbortController();
	try {
		const ask = async () => policy({ ...request, signal: late.signal });
		return parseDecision(await withTimeout(ask(), { what: "Asking the policy", ms: timeoutMs }));
	} catch (error) {
		log("error", "policy_failed", { toolCallId: request.toolCall.toolCallId, error });
		return ASK_PEOPLE;
	} finally {
		late.abort();
	}
}
