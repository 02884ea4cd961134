import type { PromptItem } from "../../src/protocol/index.ts";
import { findPreemptingPrompt } from "../../src/protocol/queueOrder.ts";
import type { Projector } from "../agent/createProjector.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { createFailureStreak } from "../log/createFailureRow.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Writer } from "../writer/writer.ts";
import type { CurrentTurn } from "./createCurrentTurn.ts";
import type { TurnStopper } from "./createTurnStopper.ts";

/**
 * Stops turns for prompts that push in. What is to happen stands with the prompt, which is stored at the front of the
 * queue: when the process is killed before the stop, the turn is over with it and the prompt runs next all the same.
 */
export interface TurnPreemption {
	/** Stops the turn when a prompt asks for that and it is at a point to stop. Asked after each word of the agent. */
	preemptIfNeeded(): void;
}

export interface TurnPreemptionOptions {
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
