import type { PromptItem, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { findSteeringPrompt, requeuePrompt } from "../../src/rules/queue.ts";
import { runnablePrompts } from "../../src/rules/suspension.ts";
import { joinTurn } from "../../src/rules/turn.ts";
import type { Projector } from "../agent/Projector.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { PromptDelivery } from "../attachments/PromptDelivery.ts";
import { PromptNotDeliveredError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { steeringUnconfirmedNotice } from "../notices/notices.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { Writer } from "../writer/Writer.ts";
import type { CurrentTurn } from "./CurrentTurn.ts";
import type { PromptReview } from "./PromptReview.ts";

/** What has become of a prompt that was given to the agent in its turn. With an error, nobody knows whether it has it. */
type SteeringOutcome = "accepted" | "not_delivered" | WorkspaceErrorInfo;

interface TurnSteeringDeps {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly keeper: SessionKeeper;
	readonly projector: Projector;
	readonly delivery: Pick<PromptDelivery, "createBlocks">;
	readonly review: Pick<PromptReview, "review" | "reviewReturned">;
	/** Throws when the prompt must not reach the agent any more. */
	requireAllowed(prompt: PromptItem): void;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	readonly events: Pick<WorkspaceEventHub, "emit">;
}

/**
 * Gives prompts that steer to the running turn, if its agent accepts prompts there: nothing that it does is stopped. A
 * prompt that it does not accept, or has certainly not received, waits in the queue again, and preempts the turn as with
 * any other agent. One that it may have received never runs a second time: it ends as interrupted, with a notice.
 */
export class TurnSteering {
	readonly #deps: TurnSteeringDeps;
	/** Prompts that the agent did not accept, or has not received. */
	readonly #refused = new Set<string>();

	constructor(deps: TurnSteeringDeps) {
		this.#deps = deps;
	}

	/**
	 * The prompt to give to the agent now. Called after each event of the agent, so the queue is read last.
	 *
	 * @param runnable - The queued prompts that may begin. Default: as they were last reviewed.
	 */
	findPrompt(runnable?: readonly PromptItem[]): PromptItem | undefined {
		const { open, current, keeper } = this.#deps;
		const turn = current.stoppable();
		if (!turn || !keeper.current()?.canSteer) return undefined;
		const prompt = findSteeringPrompt(runnable ?? runnablePrompts(open.queue()), turn.id);
		return prompt && !this.#refused.has(prompt.id) ? prompt : undefined;
	}

	/** Gives the agent the prompt of `findPrompt`. Rejects only when something cannot be stored. */
	async deliver(): Promise<void> {
		const session = this.#deps.keeper.current();
		const prompt = session && (await this.#take());
		if (!prompt) return;
		const given = await this.#give(session, prompt);
		if (given === "not_delivered") await this.#returnToQueue(prompt);
		else await this.#finish(prompt, given);
	}

	/** Takes the prompt out of the queue, so that nobody changes or withdraws what the agent may have. */
	#take(): Promise<PromptItem | null> {
		const { writer, current, projector, review } = this.#deps;
		return writer.commit("steer", async (transaction) => {
			const prompt = this.findPrompt(review.review(transaction));
			const turn = current.stoppable();
			if (!prompt || !turn) return null;
			// What the agent says next answers this prompt too, and comes after it.
			projector.endText();
			return transaction.put(joinTurn(prompt, turn.id));
		});
	}

	async #give(session: AgentSession, prompt: PromptItem): Promise<SteeringOutcome> {
		const { requireAllowed, delivery, log } = this.#deps;
		let mayHaveIt = false;
		try {
			requireAllowed(prompt);
			const blocks = await delivery.createBlocks(session, prompt);
			mayHaveIt = true;
			return (await session.steer(blocks)) ? "accepted" : "not_delivered";
		} catch (error) {
			log("warn", "steering_failed", { error });
			return mayHaveIt && !(error instanceof PromptNotDeliveredError) ? toErrorInfo(error) : "not_delivered";
		}
	}

	/** The prompt is over. One that the agent may have must not run again: people decide whether it is sent once more. */
	#finish({ id }: PromptItem, given: Exclude<SteeringOutcome, "not_delivered">): Promise<void> {
		const { writer, open } = this.#deps;
		return writer.commit("steer_end", async (transaction) => {
			const prompt = open.prompt(id);
			if (!prompt) return;
			transaction.put({ ...prompt, state: given === "accepted" ? "done" : "interrupted" });
			if (given !== "accepted") transaction.put(steeringUnconfirmedNotice(given, prompt.turnId));
		});
	}

	#returnToQueue({ id }: PromptItem): Promise<void> {
		const { writer, open, events, review } = this.#deps;
		this.#refused.add(id);
		return writer.commit("steer_end", async (transaction) => {
			const prompt = open.prompt(id);
			if (!prompt) return;
			const changes = requeuePrompt(open.queue(), prompt).map((change) => review.reviewReturned(change));
			const [queued] = changes.map((change) => transaction.put(change));
			if (queued) transaction.afterCommit(() => events.emit("promptStored", queued));
		});
	}
}
