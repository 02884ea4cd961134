import type { PromptItem, Turn, TurnResult } from "../../src/protocol/index.ts";
import type { Projector } from "../agent/Projector.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { Approvals } from "../approvals/approvals.ts";
import type { PromptDelivery } from "../attachments/PromptDelivery.ts";
import { SessionError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { EndedTurn } from "../events/workspaceEvents.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { createFailureStreak } from "../log/failureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { AgentSession } from "../session/agentSession.ts";
import { type BackoffLimits, backoffMs, retryUntilStored } from "../timing/retry.ts";
import { delay } from "../timing/timeouts.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import { type CurrentTurn, finalOutcome, finalPromptState, type PromptOutcome, promptAgent } from "./currentTurn.ts";

/** Runs the prompts that wait, one turn at a time. */
export interface TurnRunner {
	/** Goes on with the queue, unless it is at it already. */
	start(): void;
	/** Starts no more turns, and writes nothing more of the one that runs. */
	stop(): void;
}

export interface TurnRunnerOptions {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly keeper: SessionKeeper;
	readonly projector: Projector;
	readonly approvals: Approvals;
	readonly delivery: Pick<PromptDelivery, "createBlocks" | "refresh">;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
	/** A turn is over, stored and told. */
	onTurnEnd(turn: EndedTurn): void;
}

interface StartedTurn {
	readonly turn: Turn;
	readonly prompt: PromptItem;
}

const STOPPED_OUTCOME: PromptOutcome = { stopReason: "cancelled", error: null };

export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
	const { writer, open, keeper, projector, approvals, current, log } = options;
	const stopping = new AbortController();
	let isRunning = false;

	function start(): void {
		if (isRunning || stopping.signal.aborted || open.queue().length === 0) return;
		isRunning = true;
		options.keepAwake(runQueue());
	}

	/** Whatever breaks, the queue goes on after a while: only a session that waits for a person makes it wait as well. */
	async function runQueue(): Promise<void> {
		const { limits } = options;
		const breaks = createFailureStreak(log, "turn_crashed");
		let failures = 0;
		while (!stopping.signal.aborted && open.queue().length > 0) {
			try {
				await runNext(await keeper.ready());
				breaks.recovered();
				failures = 0;
			} catch (error) {
				if (stopping.signal.aborted || error instanceof SessionError) break;
				breaks.failed(error);
				failures += 1;
				await delay(backoffMs(failures, limits), stopping.signal);
			}
		}
		isRunning = false;
	}

	async function runNext(session: AgentSession): Promise<void> {
		await current.told();
		const started = await stored(begin);
		if (!started) return;
		const outcome = await Promise.race([carryOut(session, started), current.ended()]);
		if (stopping.signal.aborted) return;
		await end(started, outcome);
		if (!outcome.error) keeper.resetFailures();
	}

	async function carryOut(session: AgentSession, { turn, prompt }: StartedTurn): Promise<PromptOutcome> {
		try {
			const blocks = await options.delivery.createBlocks(session, prompt);
			// Files take a while. Who has pressed stop meanwhile does not want the agent to begin.
			if (current.get()?.id !== turn.id || current.isStopping()) return STOPPED_OUTCOME;
			return await promptAgent(session, blocks);
		} catch (error) {
			return { stopReason: null, error: toErrorInfo(error) };
		}
	}

	/** Null when the prompt was withdrawn a moment ago. */
	function begin(): Promise<StartedTurn | null> {
		return writer.commit("turn_begin", async (act) => {
			const [next] = open.queue();
			if (!next) return null;
			const turn: Turn = { id: createItemId(), promptId: next.id, startedAt: Date.now(), state: "running" };
			const { order: _queued, ...draft } = next;
			const prompt = act.put({ ...draft, state: "running" as const, turnId: turn.id });
			act.broadcast({ kind: "turn", turn });
			act.afterCommit(() => {
				writer.evictStored();
				projector.beginTurn(turn.id);
				current.begin(turn);
			});
			return { turn, prompt };
		});
	}

	/** What ran must neither be lost nor run twice, so the queue waits here while nothing can be stored. */
	function stored<Answer>(store: () => Promise<Answer>): Promise<Answer> {
		return retryUntilStored(store, {
			limits: options.limits,
			signal: stopping.signal,
			streak: createFailureStreak(log, "turn_not_stored"),
		});
	}

	async function end({ turn, prompt }: StartedTurn, outcome: PromptOutcome): Promise<void> {
		await current.settle();
		const summary = projector.endTurn();
		const endedAt = Date.now();
		const durationMs = endedAt - turn.startedAt;
		const waitedMs = approvals.takeWaitedMs(turn.startedAt, endedAt);
		const { stoppedBy, stoppedFor } = current.get() ?? {};
		const ended = finalOutcome(outcome, current.isStopping());
		const result: TurnResult = { ...ended, ...summary, endedAt, durationMs, waitedMs, stoppedBy, stoppedFor };
		const state = finalPromptState(ended);
		await writer.flush();
		const store = async (act: Transaction) => {
			approvals.cancelAll(act, outcome.error ? "interrupted" : "turn_ended");
			const attachments = await options.delivery.refresh(act.tx, prompt.attachments);
			act.put({ ...prompt, attachments, state, result });
			act.broadcast({ kind: "turn", turn: null });
			act.afterCommit(current.end);
		};
		await stored(() => writer.commit("turn_end", store));
		const { toolCalls } = summary;
		options.onTurnEnd({
			turnId: turn.id,
			promptId: prompt.id,
			state,
			durationMs,
			toolCalls,
			code: outcome.error?.code,
		});
	}

	return {
		start,
		stop() {
			stopping.abort();
			current.end();
		},
	};
}
