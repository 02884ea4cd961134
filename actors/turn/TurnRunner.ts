import type { PromptItem } from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { returnPrompt, senderOf } from "../../src/rules/queue.ts";
import { runnablePrompts } from "../../src/rules/suspension.ts";
import {
	beginTurn,
	endTurn,
	type PromptOutcome,
	STOPPED_OUTCOME,
	type StartedTurn,
	startTurn,
	turnEndReason,
} from "../../src/rules/turn.ts";
import type { Projector } from "../agent/Projector.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { Approvals } from "../approvals/Approvals.ts";
import type { PromptDelivery } from "../attachments/PromptDelivery.ts";
import { PromptNotDeliveredError, SessionError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Questions } from "../questions/Questions.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";
import { delay } from "../timing/timeouts.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { CurrentTurn } from "./CurrentTurn.ts";
import type { PromptReview } from "./PromptReview.ts";

export interface TurnRunnerDeps {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly keeper: SessionKeeper;
	readonly projector: Projector;
	readonly approvals: Approvals;
	readonly questions: Questions;
	readonly delivery: Pick<PromptDelivery, "createBlocks" | "refresh">;
	readonly review: Pick<PromptReview, "review" | "reviewReturned" | "mayBegin">;
	/** Throws when the prompt must not reach the agent any more. */
	requireAllowed(prompt: PromptItem): void;
	readonly current: CurrentTurn;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
	readonly events: Pick<WorkspaceEventHub, "emit">;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/** What has kept a prompt from the agent is the loss of its session, if that is over within so many milliseconds. */
const SESSION_LOSS_MS = 2_000;

/** The agent has certainly not received the prompt of the turn. */
const NOT_DELIVERED = Symbol();

/** Runs the queued prompts, one turn at a time. */
export class TurnRunner {
	readonly #deps: TurnRunnerDeps;
	readonly #stopping = new AbortController();
	#isRunning = false;
	#isHeld = false;
	/** Settles when the last turn that was begun is over. */
	#turn: Promise<void> = Promise.resolve();
	/** The turn that was begun, and whose prompt the agent has not got yet. */
	#undelivered: StartedTurn<PromptItem> | null = null;

	constructor(deps: TurnRunnerDeps) {
		this.#deps = deps;
	}

	/** Runs the queue until it is empty. Does nothing while it runs already. */
	start(): void {
		if (this.#isRunning || !this.#hasWork()) return;
		this.#isRunning = true;
		this.#deps.keepAwake(this.#runQueue());
	}

	/**
	 * Begins the turn of a new prompt in the transaction that stores it, if nothing is in its way: the agent is asked
	 * after one commit instead of two.
	 *
	 * @returns The prompt as it is stored; null when it has to wait in the queue.
	 */
	beginAtOnce(transaction: Transaction, prompt: UnplacedItem<"prompt">): PromptItem | null {
		const { keeper, current, review, keepAwake } = this.#deps;
		const session = keeper.current();
		const isIdle = !this.#isRunning && current.canBegin() && this.#runnable().length === 0 && review.mayBegin(prompt);
		if (!session || !isIdle || this.#isHeld || this.#stopping.signal.aborted) return null;
		const started = this.#store(transaction, startTurn(prompt, createItemId(), Date.now()));
		transaction.afterCommit(() => {
			this.#isRunning = true;
			this.#turn = this.#run(session, started);
			keepAwake(this.#runQueue(this.#turn));
		});
		return started.prompt;
	}

	/** Begins no more turns. Resolves when none runs. */
	async hold(): Promise<void> {
		this.#isHeld = true;
		// The transaction that runs now may begin one.
		await this.#deps.writer.idle();
		await this.#turn.catch(() => undefined);
	}

	/**
	 * Begins no more turns, and writes nothing more of the running one. A prompt whose turn has begun, and which the agent
	 * has not got yet, waits again. Never rejects.
	 */
	async stop(): Promise<void> {
		const { writer, current, log } = this.#deps;
		this.#stopping.abort();
		current.end();
		// The transaction that runs now may begin a turn.
		await writer.idle();
		const started = this.#undelivered;
		this.#undelivered = null;
		// If that cannot be stored, the next start says that its turn was interrupted.
		if (started) await this.#return(started).catch((error: unknown) => log("warn", "turn_not_stored", { error }));
	}

	#hasWork(): boolean {
		return !this.#stopping.signal.aborted && !this.#isHeld && this.#runnable().length > 0;
	}

	#runnable(): readonly PromptItem[] {
		return runnablePrompts(this.#deps.open.queue());
	}

	/**
	 * Retries after any failure, except while the session waits for a person to restart it.
	 *
	 * @param begun - Settles when a turn is over that has begun already.
	 */
	async #runQueue(begun?: Promise<void>): Promise<void> {
		const { keeper, log, limits } = this.#deps;
		const { signal } = this.#stopping;
		const streak = new FailureStreak(log, "turn_crashed");
		const shouldRetry = (error: unknown) => !(error instanceof SessionError);
		const runTurn = async () => {
			signal.throwIfAborted();
			if (!this.#hasWork()) return;
			const [next] = this.#runnable();
			const session = await keeper.ready(next ? senderOf(next) : null);
			this.#turn = this.#runNext(session);
			await this.#turn;
		};
		try {
			await begun?.catch((error: unknown) => {
				signal.throwIfAborted();
				streak.failed(error);
			});
			while (this.#hasWork()) await retry(runTurn, { limits, signal, streak, shouldRetry });
		} catch {
			// The workspace stops, or the session has emitted the failure that a person has to act on.
		}
		this.#isRunning = false;
	}

	async #runNext(session: AgentSession): Promise<void> {
		await this.#deps.current.stopDelivered();
		const started = await this.#retryUntilStored(() => this.#begin(session));
		if (started) await this.#run(session, started);
	}

	async #run(session: AgentSession, started: StartedTurn<PromptItem>): Promise<void> {
		const { current, keeper } = this.#deps;
		// `stop` returns the prompt to the queue.
		if (this.#stopping.signal.aborted) return;
		const outcome = await Promise.race([this.#runPrompt(session, started), current.ended()]);
		if (this.#stopping.signal.aborted) return;
		if (outcome === NOT_DELIVERED) return this.#undo(session, started);
		this.#undelivered = null;
		await this.#end(session, started, outcome);
		if (!outcome.error) keeper.resetFailures();
	}

	/** The prompt waits for the next session, unless somebody has stopped the turn meanwhile. */
	async #undo(session: AgentSession, started: StartedTurn<PromptItem>): Promise<void> {
		const { current, log, events } = this.#deps;
		await current.settle();
		if (current.isStopping()) {
			this.#undelivered = null;
			return this.#end(session, started, STOPPED_OUTCOME);
		}
		await this.#retryUntilStored(() => this.#return(started));
		log("info", "prompt_returned", { turnId: started.turn.id, promptId: started.prompt.id });
		events.emit("turnReturned", started.prompt);
	}

	/** Puts the prompt of a turn back into the queue, before all others, as if the turn had not begun. */
	#return({ prompt, turn }: StartedTurn<PromptItem>): Promise<void> {
		const { writer, open, projector, current, review } = this.#deps;
		return writer.commit("turn_return", async (transaction) => {
			// The person who wrote it may have been erased meanwhile.
			const latest = open.prompt(prompt.id) ?? prompt;
			// `stop` returns it, too.
			if (latest.state !== "running") return;
			for (const change of returnPrompt(open.queue(), latest)) transaction.put(review.reviewReturned(change));
			transaction.broadcast({ kind: "turn", turn: null });
			transaction.afterCommit(() => {
				this.#undelivered = null;
				if (current.get()?.id === turn.id) current.end();
				projector.endTurn(STOPPED_OUTCOME, false, NOTHING_REFUSED);
			});
		});
	}

	/** Null when no queued prompt may begin any more, the session was replaced, or no more turns may begin. */
	#begin(session: AgentSession): Promise<StartedTurn<PromptItem> | null> {
		const { writer, keeper, review } = this.#deps;
		return writer.commit("turn_begin", async (transaction) => {
			if (keeper.current() !== session || this.#isHeld || this.#stopping.signal.aborted) return null;
			const started = beginTurn(review.review(transaction), createItemId(), Date.now());
			return started && this.#store(transaction, started);
		});
	}

	#store(transaction: Transaction, { turn, prompt }: StartedTurn): StartedTurn<PromptItem> {
		const { writer, projector, current } = this.#deps;
		const stored = transaction.put(prompt);
		transaction.broadcast({ kind: "turn", turn });
		transaction.afterCommit(() => {
			writer.evictStored();
			projector.beginTurn(turn.id);
			current.begin(turn);
			this.#deps.events.emit("turnBegan", { turn, prompt: stored });
			this.#undelivered = { turn, prompt: stored };
		});
		return { turn, prompt: stored };
	}

	/** Never rejects. */
	async #runPrompt(
		session: AgentSession,
		started: StartedTurn<PromptItem>,
	): Promise<PromptOutcome | typeof NOT_DELIVERED> {
		const { delivery, current, requireAllowed } = this.#deps;
		const { turn, prompt } = started;
		try {
			requireAllowed(prompt);
			const blocks = await delivery.createBlocks(session, prompt).catch((error: unknown) => rethrow(error, session));
			// Reading files takes a while. If somebody has stopped the turn meanwhile, the agent must not begin.
			if (current.get()?.id !== turn.id || current.isStopping()) return STOPPED_OUTCOME;
			this.#undelivered = null;
			const { stopReason } = await session.prompt(blocks);
			return { stopReason, error: null };
		} catch (error) {
			const failed = { stopReason: null, error: toErrorInfo(error) };
			if (!(error instanceof PromptNotDeliveredError)) return failed;
			this.#undelivered = started;
			// A session that goes on would fail with it again, and again.
			return (await isOver(session)) ? NOT_DELIVERED : failed;
		}
	}

	async #end(session: AgentSession, started: StartedTurn<PromptItem>, answer: PromptOutcome): Promise<void> {
		const { writer, open, keeper, projector, approvals, questions, delivery, current } = this.#deps;
		await current.settle();
		const turn = current.get() ?? started.turn;
		// An agent that exits once it has answered takes with it what it has left running.
		const mayGoOn = turn.state !== "stopping" && keeper.current() === session;
		const { outcome, summary } = projector.endTurn(answer, mayGoOn, approvals.takeRefused());
		const waits = [...approvals.takeWaits(), ...questions.takeWaits()];
		const end = { outcome, summary, waits, now: Date.now() };
		await writer.flush();
		const store = async (transaction: Transaction) => {
			approvals.cancelAll(transaction, turnEndReason(outcome));
			questions.cancelOfTurn(transaction, turn.id, turnEndReason(outcome));
			// The person who wrote it, or who has stopped the turn, may have been erased meanwhile.
			const latest = open.prompt(started.prompt.id) ?? started.prompt;
			const ended = endTurn({ turn: current.get() ?? turn, prompt: latest }, end);
			const attachments = await delivery.refresh(transaction.tx, ended.attachments);
			transaction.put({ ...ended, attachments });
			transaction.broadcast({ kind: "turn", turn: null });
			transaction.afterCommit(() => current.end());
			return ended;
		};
		const prompt = await this.#retryUntilStored(() => writer.commit("turn_end", store));
		this.#deps.events.emit("turnEnded", {
			turnId: turn.id,
			promptId: prompt.id,
			state: prompt.state,
			durationMs: prompt.result.durationMs,
			toolCalls: summary.toolCalls,
			code: outcome.error?.code,
			usage: prompt.result.usage,
		});
	}

	/** A turn must neither be lost nor run twice, so the queue waits here until it can be stored. */
	#retryUntilStored<Answer>(store: () => Promise<Answer>): Promise<Answer> {
		const { limits, log } = this.#deps;
		const streak = new FailureStreak(log, "turn_not_stored");
		return retry(store, { limits, signal: this.#stopping.signal, streak });
	}
}

const NOTHING_REFUSED: ReadonlySet<string> = new Set();

/**
 * What has failed before the agent was asked.
 *
 * @throws {PromptNotDeliveredError} When it has failed because the sandbox is gone: the prompt can wait for the next.
 */
async function rethrow(error: unknown, session: AgentSession): Promise<never> {
	const isLost = error instanceof SessionError && (await isOver(session));
	throw isLost ? new PromptNotDeliveredError(error.info, { cause: error }) : error;
}

/** Whether the session is over, or is soon. */
function isOver(session: AgentSession): Promise<boolean> {
	return Promise.race([
		session.over.then(() => true),
		delay(SESSION_LOSS_MS, new AbortController().signal).then(() => false),
	]);
}
