import type { PromptItem } from "../../src/protocol/index.ts";
import { findPreemptingPrompt } from "../../src/rules/queue.ts";
import { runnablePrompts } from "../../src/rules/suspension.ts";
import type { Projector } from "../agent/Projector.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Writer } from "../writer/Writer.ts";
import type { CurrentTurn } from "./CurrentTurn.ts";
import type { PromptReview } from "./PromptReview.ts";
import type { TurnSteering } from "./TurnSteering.ts";
import type { TurnStopper } from "./TurnStopper.ts";

interface TurnPreemptionDeps {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly current: CurrentTurn;
	readonly projector: Projector;
	readonly stopper: TurnStopper;
	readonly steering: TurnSteering;
	readonly review: Pick<PromptReview, "review">;
	readonly log: WorkspaceLog;
}

/**
 * Stops the turn for prompts that steer or interrupt; an agent that accepts prompts in its turn gets those that steer
 * instead. Their mode is stored with them, at the front of the queue: if the
 * process is killed before the stop, the turn is over with it and the prompt runs next all the same.
 */
export class TurnPreemption {
	readonly #deps: TurnPreemptionDeps;
	readonly #failures: FailureStreak;
	#isPreempting = false;

	constructor(deps: TurnPreemptionDeps) {
		this.#deps = deps;
		this.#failures = new FailureStreak(deps.log, "preemption_not_stored");
	}

	/** Stops or steers the turn when a prompt wants that and it can be done now. Called after each event of the agent. */
	preemptIfNeeded(): void {
		const { steering } = this.#deps;
		const steers = steering.findPrompt() !== undefined;
		if (this.#isPreempting || !(steers || this.#findPrompt())) return;
		this.#isPreempting = true;
		(steers ? steering.deliver() : this.#stopTurn())
			.finally(() => {
				this.#isPreempting = false;
			})
			.then(
				() => {
					this.#failures.recovered();
					// A step that began during the commit may have ended by now.
					this.preemptIfNeeded();
				},
				(error: unknown) => this.#failures.failed(error),
			);
	}

	/**
	 * The prompt that the turn should stop for now.
	 *
	 * @param reviewed - The queued prompts that may begin. Default: as they were last reviewed.
	 */
	#findPrompt(reviewed?: readonly PromptItem[]): PromptItem | undefined {
		const { open, current, projector } = this.#deps;
		const turn = current.stoppable();
		if (!turn) return undefined;
		const runnable = reviewed ?? runnablePrompts(open.queue());
		if (runnable.length === 0) return undefined;
		const isAsking = open.approvals().length > 0 || open.questions().some(({ turnId }) => turnId === turn.id);
		const isStepOpen = projector.hasOpenToolCall() || isAsking;
		return findPreemptingPrompt(runnable, turn.id, isStepOpen);
	}

	#stopTurn(): Promise<void> {
		const { writer, stopper, review } = this.#deps;
		return writer.commit("steer", async (transaction) => {
			// Checked again: the prompt may have been withdrawn or suspended, or another step may have begun.
			const prompt = this.#findPrompt(review.review(transaction));
			if (prompt) stopper.stop(transaction, { stoppedBy: prompt.by, stoppedFor: prompt.id });
		});
	}
}
