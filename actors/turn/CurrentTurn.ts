import type { Turn } from "../../src/protocol/index.ts";
import { type PromptOutcome, STOPPED_OUTCOME, stopTurn, type TurnStop } from "../../src/rules/turn.ts";

/** The running turn, and how it ends when its agent does not end it. */
export class CurrentTurn {
	#turn: Turn | null = null;
	#isSettled = false;
	#stopDelivered: Promise<unknown> = Promise.resolve();
	#isStopOnItsWay = false;
	#abandoned = Promise.withResolvers<PromptOutcome>();

	/** The running turn; null when none runs. */
	get(): Turn | null {
		return this.#turn;
	}

	/** The turn while it can be stopped: its agent has not settled, and nobody has stopped it yet. */
	stoppable(): Turn | null {
		return this.#turn?.state === "running" && !this.#isSettled ? this.#turn : null;
	}

	isStopping(): boolean {
		return this.#turn?.state === "stopping";
	}

	/** Its agent has settled, and its end is being stored. */
	isEnding(): boolean {
		return this.#turn !== null && this.#isSettled;
	}

	/** Whether the next turn can begin now: none runs, and no stop is on its way that would reach it. */
	canBegin(): boolean {
		return this.#turn === null && !this.#isStopOnItsWay;
	}

	begin(turn: Turn): void {
		this.#turn = turn;
		this.#isSettled = false;
		this.#abandoned = Promise.withResolvers();
	}

	/** The running turn, with other words. Does nothing when it is over. */
	replace(turn: Turn): void {
		if (this.#turn?.id === turn.id) this.#turn = turn;
	}

	/** Marks it as stopped. `delivered` settles when the agent has received the stop. */
	stop(stop: TurnStop, delivered: Promise<unknown>): void {
		this.#turn = this.#turn && stopTurn(this.#turn, stop);
		this.#stopDelivered = delivered;
		this.#isStopOnItsWay = true;
		const arrived = () => {
			if (this.#stopDelivered === delivered) this.#isStopOnItsWay = false;
		};
		delivered.then(arrived, arrived);
	}

	/** The agent has settled: from here on the turn cannot be stopped. */
	markSettled(): void {
		this.#isSettled = true;
	}

	/** As `markSettled`, and waits as `stopDelivered` does. */
	settle(): Promise<void> {
		this.markSettled();
		return this.stopDelivered();
	}

	/** Settles when no stop is on its way to the agent: one that arrives late would stop the next turn. */
	async stopDelivered(): Promise<void> {
		await this.#stopDelivered;
	}

	/** Settles when the turn that runs now is abandoned or over. */
	ended(): Promise<PromptOutcome> {
		return this.#abandoned.promise;
	}

	/** Ends the turn although its agent has not settled. */
	abandon(): void {
		this.#abandoned.resolve(STOPPED_OUTCOME);
	}

	end(): void {
		this.#turn = null;
		this.abandon();
	}
}
