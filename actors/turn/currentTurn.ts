import type { PromptState, Turn, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { toErrorInfo } from "../errors/sessionErrors.ts";
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

/** Who a turn was stopped by, and for which prompt if for one. */
export type TurnStop = Pick<Turn, "stoppedBy" | "stoppedFor">;

/** The turn that runs now, and the way to end it without its agent. */
export interface CurrentTurn {
	get(): Turn | null;
	/** The turn, while it can be stopped: its agent has not settled, and nobody has stopped it yet. */
	stoppable(): Turn | null;
	isStopping(): boolean;
	begin(turn: Turn): void;
	/** It was stopped; `told` settles when its agent has been told so. */
	stop(stop: TurnStop, stopDelivered: Promise<unknown>): void;
	/** The agent has settled: from here on the turn is stopped no more. Waits as `told` does. */
	settle(): Promise<void>;
	/** Settles when no stop is on its way to the agent: it would end the turn that runs by then. */
	told(): Promise<void>;
	/** Settles when the turn that runs now is ended from outside, or over. */
	ended(): Promise<PromptOutcome>;
	/** Ends it although the agent has not settled. */
	abandon(): void;
	end(): void;
}

export function createCurrentTurn(): CurrentTurn {
	let turn: Turn | null = null;
	let isSettled = false;
	let told: Promise<unknown> = Promise.resolve();
	let abandoned = Promise.withResolvers<PromptOutcome>();

	function abandon(): void {
		abandoned.resolve({ stopReason: "cancelled", error: null });
	}

	async function allTold(): Promise<void> {
		await told;
	}

	return {
		get: () => turn,
		stoppable: () => (turn?.state === "running" && !isSettled ? turn : null),
		isStopping: () => turn?.state === "stopping",
		begin(begun) {
			turn = begun;
			isSettled = false;
			abandoned = Promise.withResolvers();
		},
		stop(stop, reached) {
			turn = turn && { ...turn, ...stop, state: "stopping" };
			told = reached;
		},
		settle() {
			isSettled = true;
			return allTold();
		},
		told: allTold,
		ended: () => abandoned.promise,
		abandon,
		end() {
			turn = null;
			abandon();
		},
	};
}
