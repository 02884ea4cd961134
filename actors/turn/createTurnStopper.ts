import type { CancelRequest } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { personOf } from "../access/personOf.ts";
import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import type { Approvals } from "../approvals/createApprovals.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { noticeDraft } from "../notices/noticeDraft.ts";
import { once } from "../writer/once.ts";
import type { Act, Writer } from "../writer/writer.ts";
import type { CurrentTurn, TurnStop } from "./createCurrentTurn.ts";

/** Stops the turn that runs. */
export interface TurnStopper {
	/** Stopping twice is harmless, and so is stopping a turn that is over. */
	cancel(by: Identity, request: CancelRequest): Promise<{ readonly stopping: boolean }>;
	/** Stops it as part of another act, unless it is stopped or over already. */
	stop(act: Act, stop: TurnStop): void;
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

	function cancel(by: Identity, { clientId, turnId }: CancelRequest): Promise<{ readonly stopping: boolean }> {
		return writer.commit("cancel", (act) =>
			once(act, { userId: by.userId, action: "cancel", clientId }, () => {
				const turn = current.get();
				if (turn?.id !== turnId) return { stopping: false };
				const stopping = current.isStopping() || current.stoppable() !== null;
				stop(act, { stoppedBy: personOf(by) });
				return { stopping };
			}),
		);
	}

	function stop(act: Act, stopped: TurnStop): void {
		const turn = current.stoppable();
		if (!turn) return;
		approvals.cancelAll(act, "stopped");
		act.tell({ kind: "turn", turn: { ...turn, ...stopped, state: "stopping" } });
		act.afterwards(() => {
			// Storing took a while. An agent that has settled meanwhile would take this for its next turn's.
			if (current.stoppable()?.id !== turn.id) return;
			current.stop(stopped, tellAgent());
			const grace = setTimeout(() => insist(turn.id), options.graceMs);
			void current.over().then(() => clearTimeout(grace));
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
		writer.stream([{ kind: "item", item: unwilling(turnId) }]);
		keeper.replace();
		current.abandon();
	}

	return { cancel, stop };
}

function unwilling(turnId: string) {
	return noticeDraft(
		{
			level: "warning",
			code: "turn_stopped",
			message: "The agent did not stop when it was asked to, so its connection was replaced.",
			hint: "Look at the files before you go on: the agent may have been in the middle of a change.",
		},
		turnId,
	);
}
