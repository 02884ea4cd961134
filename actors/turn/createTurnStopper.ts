import type { StopRequest } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { toPerson } from "../access/personOf.ts";
import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import type { Approvals } from "../approvals/createApprovals.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createNotice } from "../notices/noticeDraft.ts";
import { runIdempotent } from "../writer/once.ts";
import type { Transaction, Writer } from "../writer/writer.ts";
import type { CurrentTurn, TurnStop } from "./createCurrentTurn.ts";

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
