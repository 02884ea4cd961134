import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type { PromptItem, Role } from "../protocol/index.ts";
import { cancelApproval } from "../rules/approvals.ts";
import { closeItem, interruptItem, isOpenItem, type UnplacedItem } from "../rules/items.ts";
import { findPreemptingPrompt } from "../rules/queue.ts";
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
import { createMemoryAgent, type MemoryAgent, toChanges, turnItems } from "./memoryAgent.ts";
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
	readonly script: TurnScript;
	/** The role that may call `answerApproval`. */
	readonly minimumRole: Role;
}

/** Runs the queued prompts of an in-memory workspace, one turn at a time. */
export class MemoryTurns {
	readonly #deps: MemoryTurnsDeps;
	readonly #answers = new Map<string, (optionId: string | null) => void>();
	#running = new AbortController();

	constructor(deps: MemoryTurnsDeps) {
		this.#deps = deps;
	}

	/** Runs the next prompt, unless a turn runs. */
	runNext(): void {
		const { workspaceState, clock, createId } = this.#deps;
		const { turn, queue } = workspaceState.get();
		const started = turn || queue.length === 0 ? null : beginTurn(queue, createId("turn"), clock.now());
		if (started) void this.#run(started);
	}

	/** Stops the running turn. Idempotent; does nothing when none runs. */
	stop(stop: TurnStop): void {
		const { workspaceState, clock } = this.#deps;
		const { turn, approvals } = workspaceState.get();
		if (turn?.state !== "running") return;
		const now = clock.now();
		workspaceState.apply([
			...toChanges(approvals, (approval) => cancelApproval(approval, "stopped", now)),
			{ kind: "turn", turn: stopTurn(turn, stop) },
		]);
		this.#running.abort("stopped");
	}

	/** Stops the turn when a prompt steers or interrupts and the turn can be stopped now. */
	preemptIfNeeded(): void {
		const state = this.#deps.workspaceState.get();
		const { turn, queue, approvals } = state;
		if (!turn || queue.length === 0) return;
		const isOpenCall = (item: UnplacedItem) => item.kind === "tool_call" && isOpenItem(item);
		const isStepOpen = approvals.length > 0 || turnItems(state, turn.id).some(isOpenCall);
		const prompt = findPreemptingPrompt(queue, turn.id, isStepOpen);
		if (prompt) this.stop({ stoppedBy: prompt.by, stoppedFor: prompt.id });
	}

	/** Takes an answer to the script that waits for it; null when nobody will give one. */
	answer(approvalId: string, optionId: string | null): void {
		this.#answers.get(approvalId)?.(optionId);
		this.#answers.delete(approvalId);
	}

	/** Ends the running script without a trace, as the end of a process does. */
	abandon(): void {
		this.#running.abort("abandoned");
	}

	/** Closes what an abandoned turn left open, and runs the queue. */
	recover(): void {
		const { workspaceState, clock, createId } = this.#deps;
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
		this.runNext();
	}

	async #run({ turn, prompt }: StartedTurn): Promise<void> {
		const { workspaceState } = this.#deps;
		const controller = new AbortController();
		this.#running = controller;
		const before = workspaceState.get();
		workspaceState.apply([
			{ kind: "item", item: prompt },
			{ kind: "turn", turn },
		]);
		const stored = workspaceState.get().items.get(prompt.id);
		if (stored?.kind !== "prompt") return;
		const script = this.#play(stored, { turn, prompt }, controller.signal);
		const outcome = await Promise.race([script, whenAborted(controller.signal)]);
		if (outcome !== "abandoned") this.#end({ turn, prompt }, outcome, before);
		controller.abort();
	}

	async #play(prompt: PromptItem, { turn }: StartedTurn, signal: AbortSignal): Promise<PromptOutcome> {
		const { workspaceState, clock, script, minimumRole } = this.#deps;
		const agent = createMemoryAgent({
			workspaceState,
			turn,
			clock,
			signal,
			minimumRole,
			waitForAnswer: (id) => new Promise((resolve) => void this.#answers.set(id, resolve)),
			abandonApproval: (id) => this.answer(id, null),
			onProgress: () => this.preemptIfNeeded(),
		});
		try {
			await script(prompt, agent);
			return { stopReason: "end_turn", error: null };
		} catch (error) {
			return { stopReason: null, error: toWorkspaceError(error).toInfo() };
		}
	}

	#end({ turn, prompt }: StartedTurn, outcome: PromptOutcome, before: WorkspaceState): void {
		const { workspaceState, clock } = this.#deps;
		const now = clock.now();
		const state = workspaceState.get();
		const items = turnItems(state, turn.id);
		const waits = items.filter((item) => item.kind === "approval");
		const current = state.turn?.id === turn.id ? state.turn : turn;
		const summary = summarizeTurn(items, before, state);
		workspaceState.apply([
			...toChanges(items, (item) =>
				item.kind === "approval" && isOpenItem(item)
					? cancelApproval(item, turnEndReason(outcome), now)
					: closeItem(item, now),
			),
			{ kind: "item", item: endTurn({ turn: current, prompt }, { outcome, summary, waits, now }) },
			{ kind: "turn", turn: null },
		]);
		workspaceState.announce();
		this.runNext();
	}
}

function summarizeTurn(items: readonly UnplacedItem[], before: WorkspaceState, after: WorkspaceState): TurnSummary {
	return {
		...summarizeToolCalls(items.filter((item) => item.kind === "tool_call")),
		approvals: items.filter((item) => item.kind === "approval").length,
		usage: turnUsage(before.session?.usage ?? null, after.session?.usage ?? null),
	};
}

function whenAborted(signal: AbortSignal): Promise<PromptOutcome | "abandoned"> {
	return new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve(signal.reason === "stopped" ? STOPPED_OUTCOME : "abandoned"));
	});
}
