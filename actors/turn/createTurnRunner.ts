import type { PromptItem, Turn, TurnResult } from "../../src/protocol/index.ts";
import type { Projector } from "../agent/createProjector.ts";
import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import type { Approvals } from "../approvals/createApprovals.ts";
import { createItemId } from "../items/createItemId.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { AgentSession } from "../session/agentSession.ts";
import { SessionError } from "../session/SessionError.ts";
import type { Writer } from "../writer/writer.ts";
import type { CurrentTurn } from "./createCurrentTurn.ts";
import { endState, type PromptOutcome, promptAgent } from "./promptOutcome.ts";

/** Runs the prompts that wait, one turn at a time. */
export interface TurnRunner {
	/** Goes on with the queue, unless it is at it already. */
	kick(): void;
	/** Starts no more turns, and writes nothing more of the one that runs. */
	stop(): void;
}

export interface TurnRunnerOptions {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly keeper: SessionKeeper;
	readonly projector: Projector;
	readonly approvals: Approvals;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
	/** A turn is over, stored and told. */
	onTurnEnd(): void;
}

interface StartedTurn {
	readonly turn: Turn;
	readonly prompt: PromptItem;
}

export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
	const { writer, open, keeper, projector, approvals, current, log } = options;
	let isRunning = false;
	let isStopped = false;

	function kick(): void {
		if (isRunning || isStopped || open.queue().length === 0) return;
		isRunning = true;
		options.keepAwake(runQueue());
	}

	async function runQueue(): Promise<void> {
		try {
			while (!isStopped && open.queue().length > 0) await runNext(await keeper.ready());
		} catch (error) {
			if (!isStopped && !(error instanceof SessionError)) log("error", "turn_broke", { error: String(error) });
			giveUpTurn();
		} finally {
			isRunning = false;
		}
	}

	/** The turn could not be written down. Its prompt is found again at the next start. */
	function giveUpTurn(): void {
		if (isStopped || !current.get()) return;
		current.end();
		writer.tell({ kind: "turn", turn: null });
	}

	async function runNext(session: AgentSession): Promise<void> {
		const started = await begin();
		if (!started) return;
		const stopped = current.begin(started.turn);
		const blocks = [{ type: "text" as const, text: started.prompt.text }];
		const outcome = await Promise.race([promptAgent(session, blocks), stopped]);
		if (isStopped) return;
		await end(started, outcome);
		if (!outcome.error) keeper.praise();
	}

	/** Null when the prompt was withdrawn a moment ago. */
	function begin(): Promise<StartedTurn | null> {
		return writer.commit("turn_begin", async (act) => {
			const [next] = open.queue();
			if (!next) return null;
			writer.forgetStored();
			const turn: Turn = { id: createItemId(), promptId: next.id, startedAt: Date.now(), state: "running" };
			const { order: _queued, ...draft } = next;
			const prompt = act.put({ ...draft, state: "running" as const, turnId: turn.id });
			act.tell({ kind: "turn", turn });
			projector.beginTurn(turn.id);
			return { turn, prompt };
		});
	}

	async function end({ turn, prompt }: StartedTurn, outcome: PromptOutcome): Promise<void> {
		const summary = projector.endTurn();
		const endedAt = Date.now();
		const durationMs = endedAt - turn.startedAt;
		const result: TurnResult = { ...outcome, ...summary, endedAt, durationMs };
		const state = endState(outcome, current.isStopping());
		await writer.flush();
		await writer.commit("turn_end", async (act) => {
			approvals.cancelAll(act, outcome.error ? "interrupted" : "turn_ended");
			act.put({ ...prompt, state, result });
			act.tell({ kind: "turn", turn: null });
			act.afterwards(current.end);
		});
		options.onTurnEnd();
		log("info", "turn_ended", { turnId: turn.id, state, durationMs, error: outcome.error?.code });
	}

	return {
		kick,
		stop() {
			isStopped = true;
			current.end();
		},
	};
}
