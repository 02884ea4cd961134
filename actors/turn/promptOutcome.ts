import type { PromptState, WorkspaceFault } from "../../src/protocol/index.ts";
import { faultOf } from "../agent/faultOf.ts";
import type { AcpContentBlock, AgentSession } from "../session/agentSession.ts";

/** How the agent ended a turn. */
export interface PromptOutcome {
	/** ACP's stop reason; null when the turn failed. */
	readonly stopReason: string | null;
	readonly error: WorkspaceFault | null;
}

/** Runs the prompt to its end, whatever that is. Never rejects. */
export function promptAgent(session: AgentSession, blocks: readonly AcpContentBlock[]): Promise<PromptOutcome> {
	return session.prompt(blocks).then(
		({ stopReason }) => ({ stopReason, error: null }),
		(error: unknown) => ({ stopReason: null, error: faultOf(error) }),
	);
}

/** A turn that somebody stopped counts as cancelled, however its agent took it: some answer with an error. */
export function endOutcome(outcome: PromptOutcome, isStopped: boolean): PromptOutcome {
	return isStopped ? { stopReason: "cancelled", error: null } : outcome;
}

/** The state a prompt ends in. */
export function endState(outcome: PromptOutcome): PromptState {
	if (outcome.stopReason === "cancelled") return "cancelled";
	return outcome.error ? "failed" : "done";
}
