import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withTimeout } from "../session/withLimit.ts";
import type { ApprovalPolicy, ApprovalPolicyRequest } from "./approvalPolicy.ts";
import { ASK_PEOPLE, type PolicyDecision, parseDecision } from "./parseDecision.ts";

export interface AskPolicyOptions {
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
