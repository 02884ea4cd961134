import type { PromptItem, StopRequest } from "../../src/protocol/index.ts";
import { findPreemptingPrompt } from "../../src/rules/queue.ts";
import { type Identity, toPerson } from "../access/identity.ts";
import type { Projector } from "../agent/Projector.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { Approvals } from "../approvals/approvals.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { createFailureStreak } from "../log/failureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createNotice } from "../notices/notices.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { CurrentTurn, TurnStop } from "./currentTurn.ts";

/** Stops the turn that runs. */
export interface TurnStopper {
	/** Stopping twice is harmless, and so is stopping a turn that is over. */
	cancel(by: Identity, request: StopRequest): Promise<{ readonly stopping: boolean }>;
	/** Stops it as part of another act, unless it is stopped or over already. */
	stop(act: Transaction, stop: TurnStop): void;
}

export interface TurnStopperOptions {
	readonly writer: Writer;
	readonly keeper: SessionKeeper;
	readonly approvals: Approvals;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	/** How long the agent may take to settle. */
	readonly graceMs: number;
}

export function createTurnStopper(options: TurnStopperOptions): TurnStopper {
	const { writer, keeper, approvals, current, log } = options;

	function cancel(by: Identity, { clientId, turnId }: StopRequest): Promise<{ readonly stopping: boolean }> {
		return writer.commit("stop", (act) =>
			runIdempotent(act, { userId: by.userId, action: "stop", clientId }, () => {
				const turn = current.get();
				if (turn?.id !== turnId) return { stopping: false };
				const stopping = current.isStopping() || current.stoppable() !== null;
				stop(act, { stoppedBy: toPerson(by) });
				return { stopping };
			}),
		);
	}

	function stop(act: Transaction, stopped: TurnStop): void {
		const turn = current.stoppable();
		if (!turn) return;
		approvals.cancelAll(act, "stopped");
		act.broadcast({ kind: "turn", turn: { ...turn, ...stopped, state: "stopping" } });
		act.afterCommit(() => {
			// Storing took a while. An agent that has settled meanwhile would take this for its next turn's.
			if (current.stoppable()?.id !== turn.id) return;
			current.stop(stopped, tellAgent());
			const grace = setTimeout(() => insist(turn.id), options.graceMs);
			void current.ended().then(() => clearTimeout(grace));
		});
	}

	async function tellAgent(): Promise<void> {
		try {
			await keeper.current()?.cancel();
		} catch (error) {
			log("warn", "cancel_failed", { error });
		}
	}

	/** The agent would not stop: it loses its connection, and the turn ends without it. */
	function insist(turnId: string): void {
		if (current.get()?.id !== turnId) return;
		writer.stream([{ kind: "item", item: agentNotStoppingNotice(turnId) }]);
		keeper.reconnect();
		current.abandon();
	}

	return { cancel, stop };
}

function agentNotStoppingNotice(turnId: string) {
	return createNotice(
		{
			level: "warning",
			code: "turn_stopped",
			message: "The agent did not stop when it was asked to, so its connection was replaced.",
			hint: "Look at the files before you go on: the agent may have been in the middle of a change.",
		},
		turnId,
	);
}

/**
 * Stops turns for prompts that push in. What is to happen stands with the prompt, which is stored at the front of the
 * queue: when the process is killed before the stop, the turn is over with it and the prompt runs next all the same.
 */
export interface TurnPreemption {
	/** Stops the turn when a prompt asks for that and it is at a point to stop. Asked after each word of the agent. */
	preemptIfNeeded(): void;
}

interface TurnPreemptionOptions {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly current: CurrentTurn;
	readonly projector: Projector;
	readonly stopper: TurnStopper;
	readonly log: WorkspaceLog;
}

export function createTurnPreemption(options: TurnPreemptionOptions): TurnPreemption {
	const { writer, open, current, projector, stopper } = options;
	const row = createFailureStreak(options.log, "preemption_not_stored");
	let isGivingWay = false;

	/** The prompt that the turn is to stop for now. */
	function nextToPushIn(): PromptItem | undefined {
		const queue = open.queue();
		const turn = current.stoppable();
		if (queue.length === 0 || !turn) return undefined;
		const isStepOpen = projector.hasOpenToolCall() || open.approvals().length > 0;
		return findPreemptingPrompt(queue, turn.id, isStepOpen);
	}

	function preemptIfNeeded(): void {
		if (isGivingWay || !nextToPushIn()) return;
		isGivingWay = true;
		stopForNext()
			.finally(() => {
				isGivingWay = false;
			})
			// The step that came in between may have ended meanwhile.
			.then(goOn, row.failed);
	}

	function goOn(): void {
		row.recovered();
		preemptIfNeeded();
	}

	/** Looks again: the prompt may have been taken back, or another step have begun. */
	function stopForNext(): Promise<void> {
		return writer.commit("steer", async (act) => {
			const prompt = nextToPushIn();
			if (prompt) stopper.stop(act, { stoppedBy: prompt.by, stoppedFor: prompt.id });
		});
	}

	return { preemptIfNeeded };
}
