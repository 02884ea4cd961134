import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type { PromptItem, Turn, WorkspaceErrorInfo } from "../protocol/index.ts";
import { findPreemptingPrompt } from "../rules/queue.ts";
import { approvalWaitMs, turnUsage } from "../rules/turn.ts";
import { closeTurnItems, createMemoryAgent, type MemoryAgent } from "./memoryAgent.ts";
import type { MemoryRoom } from "./memoryRoom.ts";

/** How a turn can end. An abandoned one leaves no trace. */
type TurnOutcome =
	| { readonly kind: "done" | "stopped" | "interrupted" | "abandoned" }
	| { readonly kind: "failed"; readonly error: WorkspaceErrorInfo };

const PROMPT_STATES = {
	done: "done",
	failed: "failed",
	stopped: "cancelled",
	interrupted: "interrupted",
	abandoned: "interrupted",
} as const;

const STOP_REASONS = {
	done: "end_turn",
	failed: null,
	stopped: "cancelled",
	interrupted: null,
	abandoned: null,
} as const;

/**
 * The prompt of a turn that has ended, with a summary of it.
 *
 * @param before - As all was when the turn began; null where nobody knows any more.
 */
function toEndedPrompt(
	prompt: PromptItem,
	ended: TurnOutcome,
	state: WorkspaceState,
	before: WorkspaceState | null,
	now: number,
): PromptItem {
	const items = [...state.items.values()].filter((item) => item.turnId === prompt.turnId);
	const approvals = items.filter((item) => item.kind === "approval");
	const startedAt = state.turn?.startedAt ?? now;
	const calls = items.filter((item) => item.kind === "tool_call");
	return {
		...prompt,
		state: PROMPT_STATES[ended.kind],
		result: {
			stopReason: STOP_REASONS[ended.kind],
			error: ended.kind === "failed" ? ended.error : null,
			endedAt: now,
			durationMs: now - startedAt,
			waitedMs: approvalWaitMs(approvals, startedAt, now),
			files: [],
			toolCalls: calls.length,
			commands: calls.filter((call) => call.toolKind === "execute").length,
			approvals: approvals.length,
			usage: turnUsage(before?.session?.usage ?? null, state.session?.usage ?? null),
			stoppedBy: state.turn?.stoppedBy,
			stoppedFor: state.turn?.stoppedFor,
		},
	};
}

/** Plays the agent in a turn. The turn ends when it returns; when it throws, the prompt has failed. */
export type TurnScript = (prompt: PromptItem, agent: MemoryAgent) => void | Promise<void>;

interface MemoryTurnsOptions {
	readonly room: MemoryRoom;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	readonly play: TurnScript;
}

/** Runs the queued prompts, one turn at a time. */
export interface MemoryTurns {
	/** Runs the next prompt, if none runs. */
	runNext(): void;
	/** Stops the turn that runs. */
	stop(stop: Pick<Turn, "stoppedBy" | "stoppedFor">): void;
	/** Stops it for a prompt that pushes in, where it is at a point to stop. */
	preemptIfNeeded(): void;
	/** Hands an answer to the script that waits for it; null when nobody will give one. */
	answer(approvalId: string, optionId: string | null): void;
	/** Ends the script that plays, without a trace, as the end of a process does. */
	abandon(): void;
	/** Closes the turn that a process before this one has left open, and goes on with the queue. */
	recover(): void;
}

export function createMemoryTurns({ room, clock, createId, play }: MemoryTurnsOptions): MemoryTurns {
	const answers = new Map<string, (optionId: string | null) => void>();
	let running = new AbortController();

	function runNext() {
		const { turn, queue } = room.get();
		if (!turn && queue[0]) void run(queue[0]);
	}

	async function run(queued: PromptItem) {
		const controller = new AbortController();
		running = controller;
		const turn = { id: createId("turn"), promptId: queued.id, startedAt: clock.now(), state: "running" } as const;
		const prompt = { ...queued, turnId: turn.id, state: "running" } as const;
		const before = room.get();
		room.apply([
			{ kind: "item", item: prompt },
			{ kind: "turn", turn },
		]);
		const ended = await Promise.race([playTurn(prompt, turn, controller.signal), whenAborted(controller.signal)]);
		if (ended.kind !== "abandoned") end(prompt, turn.id, ended, before);
		controller.abort();
	}

	async function playTurn(prompt: PromptItem, turn: Turn, signal: AbortSignal): Promise<TurnOutcome> {
		const waitForAnswer = (id: string) => new Promise<string | null>((resolve) => void answers.set(id, resolve));
		const abandonApproval = (id: string) => answer(id, null);
		try {
			await play(
				prompt,
				createMemoryAgent({ room, turn, clock, signal, waitForAnswer, abandonApproval, onProgress: preemptIfNeeded }),
			);
			return { kind: "done" };
		} catch (error) {
			return { kind: "failed", error: toWorkspaceError(error).toInfo() };
		}
	}

	function end(prompt: PromptItem, turnId: string, ended: TurnOutcome, before: WorkspaceState | null) {
		const now = clock.now();
		const state = room.get();
		room.apply([
			...closeTurnItems(state, turnId, now, CLOSE_REASONS[ended.kind]),
			{ kind: "item", item: toEndedPrompt(prompt, ended, state, before, now) },
			{ kind: "turn", turn: null },
		]);
		room.announce();
		runNext();
	}

	function stop(stopped: Pick<Turn, "stoppedBy" | "stoppedFor">) {
		const { turn } = room.get();
		if (turn?.state !== "running") return;
		room.apply([{ kind: "turn", turn: { ...turn, ...stopped, state: "stopping" } }]);
		running.abort("stopped");
	}

	function preemptIfNeeded() {
		const { turn, queue, items, approvals } = room.get();
		if (!turn || !queue.some(({ preemption }) => preemption?.turnId === turn.id)) return;
		const calls = [...items.values()].filter((item) => item.kind === "tool_call" && item.turnId === turn.id);
		const isStepOpen = approvals.length > 0 || calls.some((call) => call.kind === "tool_call" && call.endedAt === null);
		const prompt = findPreemptingPrompt(queue, turn.id, isStepOpen);
		if (prompt) stop({ stoppedBy: prompt.by, stoppedFor: prompt.id });
	}

	function answer(approvalId: string, optionId: string | null) {
		answers.get(approvalId)?.(optionId);
		answers.delete(approvalId);
	}

	return {
		runNext,
		stop,
		preemptIfNeeded,
		answer,
		abandon: () => running.abort("abandoned"),
		recover() {
			const { turn, items } = room.get();
			const prompt = items.get(turn?.promptId ?? "");
			if (turn && prompt?.kind === "prompt") end(prompt, turn.id, { kind: "interrupted" }, null);
			else runNext();
		},
	};
}

const CLOSE_REASONS = {
	done: "turn_ended",
	failed: "turn_ended",
	stopped: "stopped",
	interrupted: "interrupted",
	abandoned: "interrupted",
} as const;

function whenAborted(signal: AbortSignal): Promise<TurnOutcome> {
	return new Promise((resolve) => {
		signal.addEventListener("abort", () => resolve({ kind: signal.reason === "stopped" ? "stopped" : "abandoned" }));
	});
}
