import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withLimit } from "../session/withLimit.ts";
import type { ApprovalPolicy, ApprovalPolicyRequest } from "./approvalPolicy.ts";
import { ASK, type Decision, parseDecision } from "./parseDecision.ts";

export interface JudgeOptions {
	readonly policy: ApprovalPolicy | undefined;
	/** How long the policy may take. */
	readonly limitMs: number;
	readonly log: WorkspaceLog;
}

/** Asks the policy. Where it does not answer as it should, people are asked. Never rejects. */
export async function judge(
	{ policy, limitMs, log }: JudgeOptions,
	request: Omit<ApprovalPolicyRequest, "signal">,
): Promise<Decision> {
	if (!policy) return ASK;
	const late = new AbortController();
	try {
		const ask = async () => policy({ ...request, signal: late.signal });
		return parseDecision(await withLimit(ask(), { what: "Asking the policy", ms: limitMs }));
	} catch (error) {
		log("error", "policy_failed", { toolCallId: request.toolCall.toolCallId, error });
		return ASK;
	} finally {
		late.abort();
	}
}
