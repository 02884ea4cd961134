import type { StopRequest } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import { stopTurn, type TurnStop } from "../../src/rules/turn.ts";
import type { Identity } from "../access/identity.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { Approvals } from "../approvals/Approvals.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createNotice } from "../notices/notices.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { CurrentTurn } from "./CurrentTurn.ts";

export interface TurnStopperDeps {
	readonly writer: Writer;
	readonly keeper: SessionKeeper;
	readonly approvals: Approvals;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	/** How many milliseconds the agent has to settle. */
	readonly graceMs: number;
}

/** Stops the running turn. */
export class TurnStopper {
	readonly #deps: TurnStopperDeps;

	constructor(deps: TurnStopperDeps) {
		this.#deps = deps;
	}

	/** Stops the turn that a person saw. Idempotent; does nothing when that turn is over. */
	cancel(by: Identity, { clientId, turnId }: StopRequest): Promise<{ readonly stopping: boolean }> {
		const { writer, current } = this.#deps;
		return writer.commit("stop", (transaction) =>
			runIdempotent(transaction, { userId: by.userId, action: "stop", clientId }, () => {
				const turn = current.get();
				if (turn?.id !== turnId) return { stopping: false };
				const stopping = current.isStopping() || current.stoppable() !== null;
				this.stop(transaction, { stoppedBy: toPerson(by) });
				return { stopping };
			}),
		);
	}

	/** Stops the turn as part of another transaction, unless it is stopped or over already. */
	stop(transaction: Transaction, stop: TurnStop): void {
		const { approvals, current } = this.#deps;
		const turn = current.stoppable();
		if (!turn) return;
		approvals.cancelAll(transaction, "stopped");
		transaction.broadcast({ kind: "turn", turn: stopTurn(turn, stop) });
		transaction.afterCommit(() => {
			// The agent may have settled during the commit. It would take this stop for its next turn's.
			if (current.stoppable()?.id !== turn.id) return;
			current.stop(stop, this.#cancelAgent());
			const grace = setTimeout(() => this.#abandon(turn.id), this.#deps.graceMs);
			void current.ended().then(() => clearTimeout(grace));
		});
	}

	async #cancelAgent(): Promise<void> {
		try {
			await this.#deps.keeper.current()?.cancel();
		} catch (error) {
			this.#deps.log("warn", "cancel_failed", { error });
		}
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
