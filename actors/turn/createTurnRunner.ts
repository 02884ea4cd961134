import type { PromptItem, Turn, TurnResult } from "../../src/protocol/index.ts";
import type { Projector } from "../agent/createProjector.ts";
import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import { faultOf } from "../agent/faultOf.ts";
import type { Approvals } from "../approvals/createApprovals.ts";
import type { Delivery } from "../attachments/createDelivery.ts";
import { createItemId } from "../items/createItemId.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { createFailureRow } from "../log/createFailureRow.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { AgentSession } from "../session/agentSession.ts";
import { type RetryWaits, retryWait } from "../session/retryWait.ts";
import { SessionError } from "../session/SessionError.ts";
import { wait } from "../session/wait.ts";
import type { EndedTurn } from "../telemetry/createTelemetry.ts";
import type { Act, Writer } from "../writer/writer.ts";
import type { CurrentTurn } from "./createCurrentTurn.ts";
import { endOutcome, endState, type PromptOutcome, promptAgent } from "./promptOutcome.ts";
import { untilStored } from "./untilStored.ts";

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
	readonly delivery: Delivery;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	readonly limits: RetryWaits;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
	/** A turn is over, stored and told. */
	onTurnEnd(turn: EndedTurn): void;
}

interface StartedTurn {
	readonly turn: Turn;
	readonly prompt: PromptItem;
}

const STOPPED: PromptOutcome = { stopReason: "cancelled", error: null };

export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
	const { writer, open, keeper, projector, approvals, current, log } = options;
	const stopping = new AbortController();
	let isRunning = false;

	function kick(): void {
		if (isRunning || stopping.signal.aborted || open.queue().length === 0) return;
		isRunning = true;
		options.keepAwake(runQueue());
	}

	/** Whatever breaks, the queue goes on after a while: only a session that waits for a person makes it wait as well. */
	async function runQueue(): Promise<void> {
		const { limits } = options;
		const breaks = createFailureRow(log, "turn_broke");
		let failures = 0;
		while (!stopping.signal.aborted && open.queue().length > 0) {
			try {
				await runNext(await keeper.ready());
				breaks.ended();
				failures = 0;
			} catch (error) {
				if (stopping.signal.aborted || error instanceof SessionError) break;
				breaks.failed(error);
				failures += 1;
				await wait(retryWait(failures, limits), stopping.signal);
			}
		}
		isRunning = false;
	}

	async function runNext(session: AgentSession): Promise<void> {
		await current.told();
		const started = await stored(begin);
		if (!started) return;
		const outcome = await Promise.race([carryOut(session, started), current.over()]);
		if (stopping.signal.aborted) return;
		await end(started, outcome);
		if (!outcome.error) keeper.praise();
	}

	async function carryOut(session: AgentSession, { turn, prompt }: StartedTurn): Promise<PromptOutcome> {
		try {
			const given = options.delivery.blocksOf(session, prompt);
			const mentioned = session.folder.linksIn(prompt.text);
			const blocks = (await Promise.all([given, mentioned])).flat();
			// Files take a while. Who has pressed stop meanwhile does not want the agent to begin.
			if (current.get()?.id !== turn.id || current.isStopping()) return STOPPED;
			return await promptAgent(session, blocks);
		} catch (error) {
			return { stopReason: null, error: faultOf(error) };
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
			act.tell({ kind: "turn", turn });
			act.afterwards(() => {
				writer.forgetStored();
				projector.beginTurn(turn.id);
				current.begin(turn);
			});
			return { turn, prompt };
		});
	}

	/** What ran must neither be lost nor run twice, so the queue waits here while nothing can be stored. */
	function stored<Answer>(store: () => Promise<Answer>): Promise<Answer> {
		return untilStored(store, {
			limits: options.limits,
			signal: stopping.signal,
			row: createFailureRow(log, "turn_not_stored"),
		});
	}

	async function end({ turn, prompt }: StartedTurn, outcome: PromptOutcome): Promise<void> {
		await current.settle();
		const summary = projector.endTurn();
		const endedAt = Date.now();
		const durationMs = endedAt - turn.startedAt;
		const waitedMs = approvals.takeWaitedMs(turn.startedAt, endedAt);
		const { stoppedBy, stoppedFor } = current.get() ?? {};
		const ended = endOutcome(outcome, current.isStopping());
		const result: TurnResult = { ...ended, ...summary, endedAt, durationMs, waitedMs, stoppedBy, stoppedFor };
		const state = endState(ended);
		await writer.flush();
		const store = async (act: Act) => {
			approvals.cancelAll(act, outcome.error ? "interrupted" : "turn_ended");
			const attachments = await options.delivery.describe(act.tx, prompt.attachments);
			act.put({ ...prompt, attachments, state, result });
			act.tell({ kind: "turn", turn: null });
			act.afterwards(current.end);
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
		kick,
		stop() {
			stopping.abort();
			current.end();
		},
	};
}
