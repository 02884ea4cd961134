import type { Clock } from "../core/platform/timing.ts";
import type { BackgroundWork, Person, PromptItem, Turn } from "../protocol/index.ts";
import { toPerson } from "../rules/access.ts";
import { cancelApproval } from "../rules/approvals.ts";
import { BackgroundEntry } from "../rules/BackgroundEntry.ts";
import {
	type BackgroundCut,
	backgroundCutNotice,
	isRunningInBackground,
	nextBackgroundWork,
	toBackgroundTask,
} from "../rules/background.ts";
import { closeItem, type UnplacedItem } from "../rules/items.ts";
import { cancelQuestion } from "../rules/questions.ts";
import { type BackgroundScript, type MemoryAgent, toChanges, turnItems } from "./memoryAgent.ts";
import type { MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

interface MemoryBackgroundDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
}

/** How long a script may go on once somebody has stopped it, in milliseconds. */
const STOP_GRACE_MS = 1_000;

/** What the agent of an in-memory workspace does outside of turns. */
export class MemoryBackground {
	readonly #deps: MemoryBackgroundDeps;
	readonly #entry = new BackgroundEntry();
	#running = new AbortController();
	#scripts = 0;
	/** Something was said since the last turn has ended, and a script goes on. */
	#isSpeaking = false;
	#cancelGrace = () => {};

	constructor(deps: MemoryBackgroundDeps) {
		this.#deps = deps;
	}

	/** The turn that runs, else the entry in its place. Null when the agent says nothing. */
	turn(): Turn | null {
		const { turn, session } = this.#deps.workspaceState.get();
		if (turn) return turn;
		const { id } = this.#entry;
		const since = session?.background?.since ?? this.#deps.clock.now();
		return id === null ? null : { id, promptId: "", startedAt: since, state: session?.background?.state ?? "running" };
	}

	/** The id of what new items belong to. Outside of turns that is an entry, which begins with its first item. */
	enter(): string {
		const { workspaceState, clock, createId } = this.#deps;
		const { turn } = workspaceState.get();
		if (turn) return turn.id;
		if (this.#entry.id !== null) return this.#entry.id;
		const item = this.#entry.begin(createId("background"), clock.now());
		workspaceState.apply([{ kind: "item", item }]);
		this.#isSpeaking = true;
		this.update();
		return item.id;
	}

	/** A turn begins: what the agent says from now on belongs to it. */
	endEntry(): void {
		const { workspaceState, clock } = this.#deps;
		const now = clock.now();
		const { id } = this.#entry;
		const items = id === null ? [] : turnItems(workspaceState.get(), id);
		const entry = this.#entry.end(now);
		const isCall = (item: UnplacedItem) => item.kind === "tool_call" && item.status === "in_progress";
		workspaceState.apply([
			...toChanges(items, (item) => (isCall(item) ? { ...item, background: true } : closeItem(item, now))),
			...(entry ? [{ kind: "item" as const, item: entry }] : []),
		]);
		this.#isSpeaking = false;
	}

	/** An item has changed. */
	follow(item: UnplacedItem): void {
		const { workspaceState } = this.#deps;
		if (item.kind !== "tool_call") return;
		const entry = workspaceState.get().turn ? null : this.#entry.follow([item]);
		if (entry) workspaceState.apply([{ kind: "item", item: entry }]);
		this.update();
	}

	/**
	 * Plays what follows a turn.
	 *
	 * @param createAgent - Gets a signal that aborts when somebody stops the work, and whether it is over.
	 */
	async play(
		script: BackgroundScript,
		createAgent: (signal: AbortSignal, isOver: () => boolean) => MemoryAgent,
	): Promise<void> {
		if (this.#running.signal.aborted) this.#replaceScripts();
		const running = this.#running;
		this.#scripts += 1;
		try {
			await script(createAgent(running.signal, () => this.#running !== running));
		} finally {
			if (this.#running === running) this.#endScript();
		}
	}

	/** Compares what runs with what is known. */
	update(): void {
		const { workspaceState, clock, createId } = this.#deps;
		const { session, turn, approvals, questions, items } = workspaceState.get();
		const known = session?.background ?? null;
		const prompts = [...items.values()].filter((item) => item.kind === "prompt");
		const tasks = this.#calls().map((call) => toBackgroundTask(call, starterOf(call, prompts)));
		const isActive = !turn && (this.#isSpeaking || approvals.length > 0 || questions.length > 0);
		const context = { now: clock.now(), createId: () => createId("work") };
		this.#set(nextBackgroundWork(known, { tasks, isActive }, context));
	}

	/** Stops the work that a person saw. Returns whether it is being stopped. */
	stop(id: string, stoppedBy: Person): boolean {
		const { workspaceState, clock } = this.#deps;
		const { turn, session, approvals, questions } = workspaceState.get();
		const work = session?.background;
		if (work?.id !== id || turn) return false;
		if (work.state === "stopping") return true;
		const now = clock.now();
		workspaceState.apply([
			...toChanges(approvals, (approval) => cancelApproval(approval, "stopped", now)),
			...toChanges(questions, (question) => cancelQuestion(question, "stopped", now)),
		]);
		this.#set({ ...work, state: "stopping", stoppedBy });
		this.#cancelGrace = clock.setTimer(() => this.#cut("stopped"), this.#scripts > 0 ? STOP_GRACE_MS : 0);
		this.#running.abort("stopped");
		return true;
	}

	/** Ends everything without a trace, as the end of a process does. */
	abandon(): void {
		this.#entry.end(this.#deps.clock.now());
		this.#replaceScripts();
	}

	/** Says what the end of the process has cut off. */
	recover(): void {
		this.#cut("restarted");
	}

	#calls(): readonly UnplacedItem<"tool_call">[] {
		const { items } = this.#deps.workspaceState.get();
		return [...items.values()].flatMap((item) =>
			item.kind === "tool_call" && isRunningInBackground(item) ? [item] : [],
		);
	}

	#set(background: BackgroundWork | null): void {
		const { workspaceState } = this.#deps;
		const before = workspaceState.get().session?.background ?? null;
		if (JSON.stringify(before) === JSON.stringify(background)) return;
		workspaceState.apply([{ kind: "session", change: { background } }]);
		if (!background) this.#cancelGrace();
	}

	#endScript(): void {
		this.#scripts -= 1;
		if (this.#scripts > 0) return;
		if (!this.#deps.workspaceState.get().turn) this.endEntry();
		if (this.#running.signal.aborted) this.#cut("stopped");
		else this.update();
	}

	#cut(reason: BackgroundCut): void {
		const { workspaceState, clock, createId } = this.#deps;
		const now = clock.now();
		const notice = backgroundCutNotice(reason, workspaceState.get().session?.background?.tasks ?? []);
		this.#replaceScripts();
		this.endEntry();
		const item = { kind: "notice", id: createId("notice"), turnId: null, createdAt: now } as const;
		workspaceState.apply([
			...toChanges(this.#calls(), (call) => closeItem(call, now)),
			...(notice ? [{ kind: "item" as const, item: { ...item, ...notice } }] : []),
		]);
		this.#set(null);
	}

	#replaceScripts(): void {
		this.#cancelGrace();
		this.#running.abort("abandoned");
		this.#running = new AbortController();
		this.#scripts = 0;
		this.#isSpeaking = false;
	}
}

function starterOf({ turnId }: UnplacedItem<"tool_call">, prompts: readonly PromptItem[]): Person | null {
	const prompt = prompts.find((other) => turnId !== null && other.turnId === turnId);
	return prompt ? toPerson(prompt.by) : null;
}
