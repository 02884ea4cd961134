import type { PermissionOption, PromptItem, Role, ToolCall } from "../../src/protocol/index.ts";

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
