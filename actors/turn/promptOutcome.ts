import type { PromptState, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { toErrorInfo } from "../agent/faultOf.ts";
import type { AcpContentBlock, AgentSession } from "../session/agentSession.ts";

/** How the agent ended a turn. */
export interface PromptOutcome {
	/** ACP's stop reason; null when the turn failed. */
	readonly stopReason: string | null;
	readonly error: WorkspaceErrorInfo | null;
}

/** Runs the prompt to its end, whatever that is. Never rejects. */
export function promptAgent(session: AgentSession, blocks: readonly AcpContentBlock[]): Promise<PromptOutcome> {
	return session.prompt(blocks).then(
		({ stopReason }) => ({ stopReason, error: null }),
		(error: unknown) => ({ stopReason: null, error: toErrorInfo(error) }),
	);
}

/** A turn that somebody stopped counts as cancelled, however its agent took it: some answer with an error. */
export function finalOutcome(outcome: PromptOutcome, isStopped: boolean): PromptOutcome {
	return isStopped ? { stopReason: "cancelled", error: null } : outcome;
}

/** The state a prompt ends in. */
export function finalPromptState(outcome: PromptOutcome): PromptState {
	if (outcome.stopReason === "cancelled") return "cancelled";
	return outcome.error ? "failed" : "done";
}
