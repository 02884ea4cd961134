import * as v from "valibot";
import { type PermissionOption, type PromptItem, ROLES, type ToolCall } from "../../src/protocol/index.ts";
import { type ApprovalTerms, ASK_PEOPLE, type PolicyDecision } from "../../src/rules/approvals.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** What a policy is asked about. */
export interface ApprovalPolicyRequest {
	/** The workspace that the agent works in. */
	readonly workspaceId: string;
	/** What would run. It is the agent's own word: a title may say one thing and `rawInput` another. */
	readonly toolCall: ToolCall;
	/** The answers that the agent accepts. */
	readonly options: readonly PermissionOption[];
	/** The prompt that the agent works on, with its author in `by`; null outside turns. */
	readonly prompt: PromptItem | null;
	/** Aborts when an answer would be too late. */
	readonly signal: AbortSignal;
}

/**
 * What a policy answers. `rule` is its name for the reason, shown in the timeline.
 *
 * `allow` chooses the agent's option of kind `allow_once`. When there is none, people are asked: what a policy allows
 * once is never allowed for always. `deny` chooses `reject_once`, else `reject_always`. When there is neither, the
 * request is cancelled.
 */
export type ApprovalDecision =
	| "allow"
	| "deny"
	| "ask"
	| { readonly answer: "allow" | "deny"; readonly rule?: string | undefined }
	| { readonly ask: ApprovalTerms; readonly rule?: string | undefined };

/**
 * Decides what the agent may do without asking, what it may not do at all, and who must be asked. When it throws,
 * answers something else, or takes longer than `limits.policyTimeoutMs`, people are asked, as without a policy. Only an
 * `ask` with invalid terms, such as a misspelt role, asks owners: it may have meant to be stricter than usual.
 *
 * @example
 * const policy: ApprovalPolicy = ({ toolCall }) => {
 * 	if (toolCall.toolKind === "read") return { answer: "allow", rule: "reading" };
 * 	if (toolCall.toolKind === "delete") return { ask: { role: "owner", approvers: 2 }, rule: "deleting" };
 * 	return "ask";
 * };
 */
export type ApprovalPolicy = (request: ApprovalPolicyRequest) => ApprovalDecision | Promise<ApprovalDecision>;

/** How permissions that the agent requests are answered. */
export interface ApprovalOptions {
	/** Answers permission requests, or says whom to ask. Default: people are asked. */
	readonly policy?: ApprovalPolicy | undefined;
	/**
	 * Milliseconds until a permission that nobody answers is cancelled. Default: never, because the person who knows may
	 * be back tomorrow.
	 */
	readonly expireAfterMs?: number | undefined;
}

/** Milliseconds, up to a year. */
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

/** @throws {ValiError} When a policy answers something else. */
function parseDecision(value: unknown): PolicyDecision {
	const decision = v.parse(decisionSchema, value);
	if (typeof decision === "string") return { ...ASK_PEOPLE, answer: decision };
	if ("ask" in decision) return { answer: "ask", rule: decision.rule, terms: decision.ask };
	return { ...ASK_PEOPLE, ...decision };
}

interface AskPolicyOptions {
	readonly policy: ApprovalPolicy | undefined;
	/** How long the policy may take. */
	readonly timeoutMs: number;
	readonly log: WorkspaceLog;
}

/** Where the terms of a policy cannot be understood. */
const ASK_OWNERS: PolicyDecision = { ...ASK_PEOPLE, terms: { role: "owner" } };

const withTermsSchema = v.looseObject({ ask: v.looseObject({}) });

/** Asks the policy. When it fails, is too late or answers nonsense, the decision is to ask people. Never rejects. */
export async function askPolicy(
	{ policy, timeoutMs, log }: AskPolicyOptions,
	request: Omit<ApprovalPolicyRequest, "signal">,
): Promise<PolicyDecision> {
	if (!policy) return ASK_PEOPLE;
	const late = new AbortController();
	let answer: unknown;
	try {
		const ask = async () => policy({ ...request, signal: late.signal });
		answer = await withTimeout(ask(), { what: "Asking the policy", ms: timeoutMs });
		return parseDecision(answer);
	} catch (error) {
		log("error", "policy_failed", { toolCallId: request.toolCall.toolCallId, error });
		return v.is(withTermsSchema, answer) ? ASK_OWNERS : ASK_PEOPLE;
	} finally {
		late.abort();
	}
}
