import type { StopRequest, Turn } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import { stopTurn, type TurnStop } from "../../src/rules/turn.ts";
import type { Identity } from "../access/identity.ts";
import { cancelAgent } from "../agent/cancelAgent.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { Approvals } from "../approvals/Approvals.ts";
import type { BackgroundActivity } from "../background/BackgroundActivity.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { agentNotStoppingNotice, turnUnstorableNotice } from "../notices/notices.ts";
import type { Questions } from "../questions/Questions.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { CurrentTurn } from "./CurrentTurn.ts";

export interface TurnStopperDeps {
	readonly writer: Writer;
	readonly keeper: SessionKeeper;
	readonly approvals: Approvals;
	readonly questions: Questions;
	readonly current: CurrentTurn;
	readonly background: Pick<BackgroundActivity, "stop">;
	readonly log: WorkspaceLog;
	/** How many milliseconds the agent has to settle. */
	readonly graceMs: number;
	/** The bytes of what the agent has sent and nothing can store now. */
	unstorableBytes(): number;
}

/** While nothing can be stored, what the agent sends is in memory twice: as it came, and as items. */
export const MAX_UNSTORABLE_BYTES = 16 * 1_024 * 1_024;

/** Stops the running turn. */
export class TurnStopper {
	readonly #deps: TurnStopperDeps;

	constructor(deps: TurnStopperDeps) {
		this.#deps = deps;
	}

	/** Stops the turn or the work in the background that a person saw. Idempotent; does nothing when that is over. */
	cancel(by: Identity, request: StopRequest): Promise<{ readonly stopping: boolean }> {
		const { writer, current, background } = this.#deps;
		const { turnId } = request;
		return writer.commit("stop", (transaction) =>
			runIdempotent(transaction, { by, action: "stop", request }, (person) => {
				const turn = current.get();
				if (turn?.id !== turnId) return { stopping: background.stop(transaction, turnId, toPerson(person)) };
				const stopping = current.isStopping() || current.stoppable() !== null;
				this.stop(transaction, { stoppedBy: toPerson(person) });
				return { stopping };
			}),
		);
	}

	/** Stops the turn as part of another transaction, unless it is stopped or over already. */
	stop(transaction: Transaction, stop: TurnStop): void {
		const { approvals, questions, current } = this.#deps;
		const turn = current.stoppable();
		if (!turn) return;
		approvals.cancelAll(transaction, "stopped");
		questions.cancelOfTurn(transaction, turn.id, "stopped");
		transaction.broadcast({ kind: "turn", turn: stopTurn(turn, stop) });
		transaction.afterCommit(() => {
			// The agent may have settled during the commit. It would take this stop for its next turn's.
			if (current.stoppable()?.id === turn.id) this.#stopAgent(turn, stop);
		});
	}

	/** Stops a turn whose agent has sent more than this process may keep in memory. That is not stored before the rest is. */
	stopIfUnstorable(): void {
		const { writer, current, log, unstorableBytes } = this.#deps;
		const turn = current.stoppable();
		if (!turn || unstorableBytes() <= MAX_UNSTORABLE_BYTES) return;
		log("error", "turn_unstorable", { turnId: turn.id, bytes: unstorableBytes() });
		writer.broadcast({ kind: "turn", turn: stopTurn(turn, {}) });
		writer.stream([{ kind: "item", item: turnUnstorableNotice(turn.id) }]);
		this.#stopAgent(turn, {});
	}

	#stopAgent(turn: Turn, stop: TurnStop): void {
		const { current, keeper, log, graceMs } = this.#deps;
		current.stop(stop, cancelAgent(keeper, log));
		const grace = setTimeout(() => this.#abandon(turn.id), graceMs);
		void current.ended().then(() => clearTimeout(grace));
	}

	/** The agent did not stop in time: its connection is replaced, and the turn ends without it. */
	#abandon(turnId: string): void {
		const { writer, keeper, current } = this.#deps;
		if (current.get()?.id !== turnId) return;
		writer.stream([{ kind: "item", item: agentNotStoppingNotice(turnId) }]);
		keeper.reconnect();
		current.abandon();
	}
}
