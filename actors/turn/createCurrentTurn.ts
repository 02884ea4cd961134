import type { Person, Turn } from "../../src/protocol/index.ts";
import type { PromptOutcome } from "./promptOutcome.ts";

/** The turn that runs now, and the way to end it without its agent. */
export interface CurrentTurn {
	get(): Turn | null;
	isStopping(): boolean;
	/** The promise settles when the turn is ended from outside. */
	begin(turn: Turn): Promise<PromptOutcome>;
	/** Somebody pressed stop. */
	stop(by: Person): void;
	/** Settles when the turn that runs now is over. */
	over(): Promise<unknown>;
	/** Ends it although the agent has not settled. */
	abandon(): void;
	end(): void;
}

export function createCurrentTurn(): CurrentTurn {
	let turn: Turn | null = null;
	let abandoned = Promise.withResolvers<PromptOutcome>();

	function abandon(): void {
		abandoned.resolve({ stopReason: "cancelled", error: null });
	}

	return {
		get: () => turn,
		isStopping: () => turn?.state === "stopping",
		begin(begun) {
			turn = begun;
			abandoned = Promise.withResolvers();
			return abandoned.promise;
		},
		stop(by) {
			turn = turn && { ...turn, state: "stopping", stoppedBy: by };
		},
		over: () => abandoned.promise,
		abandon,
		end() {
			turn = null;
			abandon();
		},
	};
}
