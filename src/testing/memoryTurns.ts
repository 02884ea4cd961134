import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type { PromptItem, QuestionItem } from "../protocol/index.ts";
import { cancelApproval, isRefused } from "../rules/approvals.ts";
import { isRunningInBackground } from "../rules/background.ts";
import { closeItem, interruptItem, isOpenItem, type UnplacedItem } from "../rules/items.ts";
import type { KnownRoles } from "../rules/KnownRoles.ts";
import { type AccessTable, requireCommandStill } from "../rules/oversight.ts";
import { cancelQuestion, endsWithTurn } from "../rules/questions.ts";
import { findPreemptingPrompt } from "../rules/queue.ts";
import { Refusal } from "../rules/refusals.ts";
import { nextReviewMs, type ReviewedQueue, reviewQueue, suspendedUserIds } from "../rules/suspension.ts";
import {
	beginTurn,
	endTurn,
	type PromptOutcome,
	STOPPED_OUTCOME,
	type StartedTurn,
	stopTurn,
	summarizeToolCalls,
	TURN_INTERRUPTED,
	type TurnStop,
	type TurnSummary,
	turnEndReason,
	turnUsage,
} from "../rules/turn.ts";
import {
	type BackgroundScript,
	createMemoryAgent,
	type MemoryAgent,
	type MemoryAgentDeps,
	toChanges,
	turnItems,
} from "./memoryAgent.ts";
import type { MemoryBackground } from "./memoryBackground.ts";
import type { MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

/**
 * Plays the agent in a turn. The turn ends when it returns; when it throws, the prompt has failed.
 *
 * @example
 * const onPrompt: TurnScript = (prompt, agent) => agent.say(`You said: ${prompt.text}`);
 */
export type TurnScript = (prompt: PromptItem, agent: MemoryAgent) => void | Promise<void>;

interface MemoryTurnsDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	readonly background: MemoryBackground;
	readonly script: TurnScript;
	readonly access: AccessTable;
	readonly knownRoles: Pick<KnownRoles, "of" | "revoke">;
}

/** Runs the queued prompts of an in-memory workspace, one turn at a time. */
export class MemoryTurns {
	readonly #deps: MemoryTurnsDeps;
	readonly #answers = new Map<string, (optionId: string | null) => void>();
	readonly #replies = new Map<string, (state: QuestionItem["state"]) => void>();
	#running = new AbortController();
	#cancelReview = () => {};

	constructor(deps: MemoryTurnsDeps) {
		this.#deps = deps;
	}

	/** Runs the next prompt that may begin, unless a turn runs. */
	runNext(): void {
		const { workspaceState, clock, createId } = this.#deps;
		const { runnable } = this.#review();
		const isIdle = workspaceState.get().turn === null && runnable.length > 0;
		const started = isIdle ? beginTurn(runnable, createId("turn"), clock.now()) : null;
		if (started) void this.#run(started);
	}

	/** Somebody has connected, or was disconnected: runs the queue if that changes what may begin. */
	reviewQueue(): void {
		if (this.#review().changes.length === 0) return;
		this.runNext();
		this.preemptIfNeeded();
	}

	/** Those for whom prompts are suspended are known to be away until they connect. */
	restoreSuspensions(): void {
		const { workspaceState, knownRoles } = this.#deps;
		for (const userId of suspendedUserIds(workspaceState.get().queue)) knownRoles.revoke(userId);
		this.#waitForSuspensionEnd();
	}

	/** Suspends, releases and withdraws queued prompts. */
	#review(): ReviewedQueue {
		const { workspaceState, clock, access, knownRoles } = this.#deps;
		const context = {
			needed: access.prompt,
			neededToSuggest: access.suggestPrompt,
			roleOf: knownRoles.of,
			now: clock.now(),
		};
		const reviewed = reviewQueue(workspaceState.get().queue, context);
		workspaceState.apply(reviewed.changes.map((item) => ({ kind: "item", item, order: item.order ?? null })));
		if (reviewed.changes.length > 0) this.#waitForSuspensionEnd();
		return reviewed;
	}

	#waitForSuspensionEnd(): void {
		const { workspaceState, clock } = this.#deps;
		const waitMs = nextReviewMs(workspaceState.get().queue, clock.now());
		const reviewAgain = () => {
			this.reviewQueue();
			this.#waitForSuspensionEnd();
		};
		this.#cancelReview();
		if (waitMs !== null) this.#cancelReview = clock.setTimer(reviewAgain, waitMs);
	}

	/** Stops the running turn. Idempotent; does nothing when none runs. */
	stop(stop: TurnStop): void {
		const { workspaceState, clock } = this.#deps;
		const { turn, approvals, questions } = workspaceState.get();
		if (turn?.state !== "running") return;
		const now = clock.now();
		const asked = questions.filter((question) => endsWithTurn(question, turn.id, "stopped"));
		workspaceState.apply([
			...toChanges(approvals, (approval) => cancelApproval(approval, "stopped", now)),
			...toChanges(asked, (question) => cancelQuestion(question, "stopped", now)),
			{ kind: "turn", turn: stopTurn(turn, stop) },
		]);
		this.#running.abort("stopped");
	}

	/** Stops the turn when a prompt steers or interrupts and the turn can be stopped now. */
	preemptIfNeeded(): void {
		const { runnable } = this.#review();
		const state = this.#deps.workspaceState.get();
		const { turn, approvals, questions } = state;
		if (!turn || runnable.length === 0) return;
		const isOpenCall = (item: UnplacedItem) =>
			item.kind === "tool_call" && isOpenItem(item) && !isRunningInBackground(item);
		const isAsking = approvals.length > 0 || questions.some(({ turnId }) => turnId === turn.id);
		const isStepOpen = isAsking || turnItems(state, turn.id).some(isOpenCall);
		const prompt = findPreemptingPrompt(runnable, turn.id, isStepOpen);
		if (prompt) this.stop({ stoppedBy: prompt.by, stoppedFor: prompt.id });
	}

	/** Takes an answer to the script that waits for it; null when nobody will give one. */
	answer(approvalId: string, optionId: string | null): void {
		this.#answers.get(approvalId)?.(optionId);
		this.#answers.delete(approvalId);
	}

	/** Takes what was done with a question to the script that waits for it. */
	reply({ id, state }: Pick<QuestionItem, "id" | "state">): void {
		this.#replies.get(id)?.(state);
		this.#replies.delete(id);
	}

	/** Ends all scripts without a trace, as the end of a process does. */
	abandon(): void {
		this.#running.abort("abandoned");
		this.#cancelReview();
		this.#deps.background.abandon();
	}

	/** Closes what an abandoned turn left open, and runs the queue. */
	recover(): void {
		const { workspaceState, clock, createId, background } = this.#deps;
		const { items, turn } = workspaceState.get();
		const now = clock.now();
		const open = [...items.values()];
		const interrupted = open.filter((item) => item.kind === "prompt" && item.state === "running");
		workspaceState.apply([
			...toChanges(open, (item) => interruptItem(item, now)),
			...interrupted.map(({ turnId }) => ({
				kind: "item" as const,
				item: { kind: "notice" as const, id: createId("notice"), turnId, createdAt: now, ...TURN_INTERRUPTED },
			})),
			...(turn ? [{ kind: "turn" as const, turn: null }] : []),
		]);
		background.recover();
		this.restoreSuspensions();
		this.runNext();
	}

	async #run({ turn, prompt }: StartedTurn): Promise<void> {
		const { workspaceState, background } = this.#deps;
		const controller = new AbortController();
		this.#running = controller;
		background.endEntry();
		const before = workspaceState.get();
		workspaceState.apply([
			{ kind: "item", item: prompt },
			{ kind: "turn", turn },
		]);
		background.update();
		const stored = workspaceState.get().items.get(prompt.id);
		if (stored?.kind !== "prompt") return;
		const goOn: BackgroundScript[] = [];
		const script = this.#play(stored, { turn, prompt }, { signal: controller.signal, goOn });
		const outcome = await Promise.race([script, whenAborted(controller.signal)]);
		if (outcome !== "abandoned") this.#end({ turn, prompt }, outcome, before);
		controller.abort();
		if (outcome === "abandoned") return;
		if (isEndedByAgent(outcome)) for (const next of goOn) this.#goOn(turn.id, next);
		this.runNext();
	}

	async #play(
		prompt: PromptItem,
		{ turn }: StartedTurn,
		{ signal, goOn }: { readonly signal: AbortSignal; readonly goOn: BackgroundScript[] },
	): Promise<PromptOutcome> {
		const { workspaceState, script, access, knownRoles } = this.#deps;
		const agent = this.#createAgent(turn.id, {
			idPrefix: turn.id,
			enter: () => turn.id,
			currentTurn: () => workspaceState.get().turn,
			signal,
			isOver: () => signal.aborted,
			afterTurn: (next) => goOn.push(next),
		});
		try {
			requireCommandStill(access, prompt, workspaceState.get().session?.commands ?? [], knownRoles.of);
			await script(prompt, agent);
			return { stopReason: "end_turn", error: null };
		} catch (error) {
			return { stopReason: null, error: error instanceof Refusal ? error.info : toWorkspaceError(error).toInfo() };
		}
	}

	#goOn(turnId: string, script: BackgroundScript): void {
		const { background, createId } = this.#deps;
		const createAgent = (signal: AbortSignal, isOver: () => boolean) =>
			this.#createAgent(turnId, {
				idPrefix: createId(turnId),
				enter: () => background.enter(),
				currentTurn: () => background.turn(),
				signal,
				isOver,
				afterTurn: (next) => this.#goOn(turnId, next),
			});
		void background.play(script, createAgent);
	}

	#createAgent(
		turnId: string,
		deps: Pick<MemoryAgentDeps, "idPrefix" | "enter" | "currentTurn" | "signal" | "isOver" | "afterTurn">,
	): MemoryAgent {
		const { workspaceState, clock, access, background } = this.#deps;
		return createMemoryAgent({
			...deps,
			workspaceState,
			turnId,
			clock,
			minimumRole: access.answerApproval,
			waitForAnswer: (id) => new Promise((resolve) => void this.#answers.set(id, resolve)),
			abandonApproval: (id) => this.answer(id, null),
			waitForReply: (id) => new Promise((resolve) => void this.#replies.set(id, resolve)),
			endQuestion: (question) => this.reply(question),
			onProgress: (item) => {
				if (item) background.follow(item);
				this.preemptIfNeeded();
			},
		});
	}

	#end({ turn, prompt }: StartedTurn, outcome: PromptOutcome, before: WorkspaceState): void {
		const { workspaceState, clock } = this.#deps;
		const now = clock.now();
		const state = workspaceState.get();
		const items = turnItems(state, turn.id);
		const waits = items.filter((item) => item.kind === "approval" || item.kind === "question");
		const reason = turnEndReason(outcome);
		const current = state.turn?.id === turn.id ? state.turn : turn;
		const summary = summarizeTurn(items, before, state);
		workspaceState.apply([
			...toChanges(items, (item) => {
				if (!isOpenItem(item)) return item;
				if (item.kind === "tool_call" && isRunningInBackground(item)) return item;
				if (item.kind === "approval") return cancelApproval(item, reason, now);
				if (item.kind !== "question") return closeItem(item, now);
				return endsWithTurn(item, turn.id, reason) ? cancelQuestion(item, reason, now) : item;
			}),
			{ kind: "item", item: endTurn({ turn: current, prompt }, { outcome, summary, waits, now }) },
			{ kind: "turn", turn: null },
		]);
		this.#deps.background.update();
		workspaceState.announce();
	}
}

function isEndedByAgent({ stopReason }: PromptOutcome): boolean {
	return stopReason === "end_turn";
}

function summarizeTurn(items: readonly UnplacedItem[], before: WorkspaceState, after: WorkspaceState): TurnSummary {
	const refused = items.filter((item) => item.kind === "approval").filter(isRefused);
	return {
		...summarizeToolCalls(
			items.filter((item) => item.kind === "tool_call"),
			new Set(refused.map(({ toolCall }) => toolCall.toolCallId)),
		),
		approvals: items.filter((item) => item.kind === "approval").length,
		usage: turnUsage(before.session?.usage ?? null, after.session?.usage ?? null),
	};
}

function whenAborted(signal: AbortSignal): Promise<PromptOutcome | "abandoned"> {
	return new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve(signal.reason === "stopped" ? STOPPED_OUTCOME : "abandoned"));
	});
}
