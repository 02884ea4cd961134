import type { SessionEvent } from "sandbox-agent";
import type { BackgroundWork, Person, PromptItem, Session, TimelineItem, Turn } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import {
	type BackgroundCut,
	backgroundCutNotice,
	nextBackgroundWork,
	toBackgroundTask,
} from "../../src/rules/background.ts";
import { cancelAgent } from "../agent/cancelAgent.ts";
import type { Projector } from "../agent/Projector.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { SessionStore } from "../agent/SessionStore.ts";
import type { Approvals } from "../approvals/Approvals.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { createNotice } from "../notices/notices.ts";
import type { WorkspaceLimits } from "../options/workspaceLimits.ts";
import type { Questions } from "../questions/Questions.ts";
import { type ProjectedChange, reportedWork } from "../timeline/index.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

export interface BackgroundActivityDeps {
	readonly writer: Pick<Writer, "stream">;
	readonly projector: Pick<Projector, "runningInBackground" | "cutBackground" | "endEntry" | "entryId">;
	readonly store: Pick<SessionStore, "get" | "update">;
	readonly keeper: Pick<SessionKeeper, "current" | "suspend" | "reconnect">;
	readonly approvals: Pick<Approvals, "cancelAll">;
	readonly questions: Pick<Questions, "cancelAll">;
	readonly log: WorkspaceLog;
	readonly limits: Pick<WorkspaceLimits, "backgroundLimitMs" | "backgroundQuietMs" | "stopGraceMs">;
	/** Whether a turn runs. */
	isTurnRunning(): boolean;
	/** Whether a permission request or a question waits for people. */
	isAnswerPending(): boolean;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/** A stopped agent that has not said anything for this long does not go on. */
const STOPPED_QUIET_MS = 1_000;

/**
 * What the agent does outside of turns: what it has started and left running, and what it says by itself. It is part of
 * the session's state. As long as there is any, the workspace stays awake, up to a limit.
 */
export class BackgroundActivity {
	readonly #deps: BackgroundActivityDeps;
	/** The agent has said something outside of turns a moment ago. */
	#isSpeaking = false;
	#quietTimer: NodeJS.Timeout | undefined;
	#limitTimer: NodeJS.Timeout | undefined;
	#graceTimer: NodeJS.Timeout | undefined;
	/** Lets the actor sleep. Null while nothing keeps it awake. */
	#release: (() => void) | null = null;
	#connections = 0;
	/** The newest prompt that has run. */
	#prompt: Pick<PromptItem, "turnId" | "by"> | null = null;

	constructor(deps: BackgroundActivityDeps) {
		this.#deps = deps;
	}

	/** Whether the agent does anything outside of turns. */
	isActive(): boolean {
		return this.#work() !== null;
	}

	/** What the agent does now outside of turns, in the place of a turn that no prompt has begun. Null when there is none. */
	entryAsTurn(): Turn | null {
		const id = this.#deps.projector.entryId();
		const work = this.#work();
		if (id === null || !work) return null;
		return { id, promptId: "", startedAt: work.since, state: work.state };
	}

	/** @param changes - What the event of the agent has changed. */
	handleEvent(event: SessionEvent, changes: readonly ProjectedChange[]): void {
		const isItem = ({ kind }: ProjectedChange) => kind !== "session";
		if (!this.#deps.isTurnRunning()) {
			const reported = reportedWork(event);
			if (reported === "idle") this.#endSpeaking();
			else if (reported === "active" || changes.some(isItem)) this.#speak();
		}
	}

	/** The agent asks people for a permission, or a question. */
	handleRequest(): void {
		if (!this.#deps.isTurnRunning()) this.#speak();
	}

	/** The agent has no session any more: what ran in it is lost. */
	handleSessionState({ status }: Session["state"]): void {
		if (status !== "ready") this.cut("session_lost");
	}

	/** So many clients have the workspace open now. */
	handleConnections(count: number): void {
		this.#connections = count;
		this.#limit();
	}

	/** A turn has ended. What the agent said while that was being stored is outside of it. */
	handleTurnEnd(): void {
		if (this.#deps.projector.entryId() !== null) this.#speak();
		this.#update();
	}

	/**
	 * An item has changed. A turn may have ten thousand calls, so they are looked through only when one in the background
	 * has changed. The end of a turn stores the work that it leaves running together with its calls.
	 */
	handleItem(item: TimelineItem): void {
		if (item.kind === "prompt") this.#handlePrompt(item);
		if (item.kind === "approval" || item.kind === "question") this.#handleRequestItem();
		if (item.kind === "tool_call" && item.background) this.#update();
	}

	/** Compares what runs with what is known. */
	#update(): void {
		const known = this.#work();
		const running = this.#deps.projector.runningInBackground();
		const tasks = running.map((call) => toBackgroundTask(call, this.#starterOf(call, known)));
		const context = { now: Date.now(), createId: createItemId };
		const isActive = this.#isSpeaking || (!this.#deps.isTurnRunning() && this.#deps.isAnswerPending());
		this.#deps.store.update({ background: nextBackgroundWork(known, { tasks, isActive }, context) });
		this.#keepAwake();
	}

	/**
	 * Stops everything, as part of another transaction. An agent that does not end it in time is restarted.
	 *
	 * @param id - Of the work that a person saw.
	 * @returns Whether it is being stopped.
	 */
	stop(transaction: Transaction, id: string, stoppedBy: Person): boolean {
		const work = this.#work();
		if (work?.id !== id || this.#deps.isTurnRunning()) return false;
		if (work.state === "stopping") return true;
		this.#deps.approvals.cancelAll(transaction, "stopped");
		this.#deps.questions.cancelAll(transaction, "stopped");
		transaction.afterCommit(() => {
			const { store, keeper, log, limits } = this.#deps;
			const current = this.#work();
			if (current?.id !== id) return;
			store.update({ background: { ...current, state: "stopping", stoppedBy } });
			if (this.#isSpeaking) this.#speak();
			void cancelAgent(keeper, log);
			this.#graceTimer = setTimeout(() => this.#abandon(id), limits.stopGraceMs);
		});
		return true;
	}

	/** Ends everything without the agent, and says in the timeline what was cut off. */
	cut(reason: BackgroundCut): void {
		const { projector, writer, log } = this.#deps;
		// While the end of a turn is being stored, what it leaves running is not part of the session's state yet.
		const tasks = projector.runningInBackground();
		if (!this.isActive() && tasks.length === 0) return;
		projector.cutBackground();
		const notice = backgroundCutNotice(reason, tasks);
		if (notice) writer.stream([{ kind: "item", item: createNotice(notice) }]);
		log("info", "background_cut", { reason, tasks: tasks.length });
		this.#endSpeaking();
	}

	/** From here on nothing keeps the workspace awake. */
	end(): void {
		this.cut("restarted");
		clearTimeout(this.#graceTimer);
	}

	/** The agent may go on after an answer, and has not gone on when it stays silent: then its entry ends. */
	#handleRequestItem(): void {
		const { projector, isTurnRunning } = this.#deps;
		if (projector.entryId() !== null && !isTurnRunning()) this.#speak();
		this.#update();
	}

	/** From then on what its turn starts is its author's, who may be erased later. */
	#handlePrompt(prompt: PromptItem): void {
		const isKnown = this.#prompt !== null && this.#prompt.turnId === prompt.turnId;
		if (prompt.state === "running" || isKnown) this.#prompt = { turnId: prompt.turnId, by: prompt.by };
	}

	#work(): BackgroundWork | null {
		return this.#deps.store.get().background ?? null;
	}

	#starterOf({ id, turnId }: { readonly id: string; readonly turnId: string | null }, known: BackgroundWork | null) {
		const task = known?.tasks.find(({ itemId }) => itemId === id);
		if (task) return task.startedBy;
		return turnId !== null && this.#prompt?.turnId === turnId ? toPerson(this.#prompt.by) : null;
	}

	#speak(): void {
		const { limits } = this.#deps;
		const isStopping = this.#work()?.state === "stopping";
		clearTimeout(this.#quietTimer);
		const quietMs = isStopping ? Math.min(STOPPED_QUIET_MS, limits.backgroundQuietMs) : limits.backgroundQuietMs;
		this.#quietTimer = setTimeout(() => this.#endSpeaking(), quietMs);
		if (this.#isSpeaking) return;
		this.#isSpeaking = true;
		this.#update();
	}

	#endSpeaking(): void {
		clearTimeout(this.#quietTimer);
		this.#isSpeaking = false;
		// An entry with a question ends once that is answered.
		if (!this.#deps.isAnswerPending()) this.#deps.projector.endEntry();
		this.#update();
	}

	#keepAwake(): void {
		if (!this.isActive()) {
			clearTimeout(this.#graceTimer);
			this.#release?.();
			this.#release = null;
		} else if (!this.#release) {
			const { promise, resolve } = Promise.withResolvers<void>();
			this.#release = resolve;
			this.#deps.keepAwake(promise);
		}
		this.#limit();
	}

	/** The time runs while nobody is there, and starts again when somebody was. */
	#limit(): void {
		const isAlone = this.isActive() && this.#connections === 0 && !this.#deps.isTurnRunning();
		if (!isAlone) {
			clearTimeout(this.#limitTimer);
			this.#limitTimer = undefined;
			return;
		}
		this.#limitTimer ??= setTimeout(() => this.#reachLimit(), this.#deps.limits.backgroundLimitMs);
	}

	#reachLimit(): void {
		this.cut("limit");
		// Closes the session, and with it what the agent still does.
		this.#deps.keeper.suspend()();
	}

	/** `session/cancel` ends a turn. Many agents have nothing that ends what they have started. */
	#abandon(id: string): void {
		if (this.#work()?.id !== id) return;
		this.cut("stopped");
		this.#deps.keeper.reconnect();
	}
}
