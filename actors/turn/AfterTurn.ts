/**
 * What has to wait for the end of the turn. An agent may ask something together with its answer, while the end of the
 * turn is being stored: it would be taken for part of the turn, and cancelled with it.
 */
export class AfterTurn {
	readonly #isTurnEnding: () => boolean;
	readonly #waiting: (() => void)[] = [];

	constructor(isTurnEnding: () => boolean) {
		this.#isTurnEnding = isTurnEnding;
	}

	/** Runs it now, or once the turn that is ending has ended. */
	run(work: () => void): void {
		if (this.#isTurnEnding()) this.#waiting.push(work);
		else work();
	}

	/** A turn has ended. */
	release(): void {
		for (const work of this.#waiting.splice(0)) work();
	}
}
