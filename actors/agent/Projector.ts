import type { Session } from "../../src/protocol/index.ts";
import { BackgroundEntry } from "../../src/rules/BackgroundEntry.ts";
import { isOpenItem } from "../../src/rules/items.ts";
import { agentTitleOf } from "../../src/rules/title.ts";
import type { PromptOutcome, TurnSummary } from "../../src/rules/turn.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { createItemId } from "../items/itemDraft.ts";
import { truncateForStorage } from "../items/itemSize.ts";
import {
	beginAgentProcess,
	closeTurn,
	cutBackground,
	emptyProjection,
	type ProjectedChange,
	type ProjectedItem,
	type ProjectedQuestion,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	projectPermissionRequest,
	projectQuestion,
	projectSessionEvent,
	runningInBackground,
	setAgentRemembers,
	settleOutcome,
	summarizeTurn,
} from "../timeline/index.ts";
import { closeOpenText } from "../timeline/projection.ts";
import { enterTurn, hasDiff, withStoredCall } from "../timeline/turns.ts";
import type { Writer } from "../writer/Writer.ts";

/** What people answer is stored before it is shown. */
function isStoredFirst({ kind }: ProjectedItem): boolean {
	return kind === "approval" || kind === "question";
}

interface ProjectorDeps {
	/** The session that an earlier process stored. */
	readonly session: Session;
	readonly writer: Pick<Writer, "stream">;
	readonly events: WorkspaceEventHub;
}

/** Folds the agent's events into the projection of the session, and publishes what each of them changes. */
export class Projector {
	readonly #writer: Pick<Writer, "stream">;
	readonly #events: WorkspaceEventHub;
	#projection: Projection;
	#turnId: string | null = null;
	readonly #entry = new BackgroundEntry();

	constructor({ session, writer, events }: ProjectorDeps) {
		const { configOptions, commands, usage } = session;
		const title = agentTitleOf(session);
		this.#writer = writer;
		this.#events = events;
		this.#projection = { ...emptyProjection, session: { title, configOptions, commands, usage } };
	}

	/** @returns What changed for people. */
	projectEvent(event: unknown): readonly ProjectedChange[] {
		return this.#projectInEntry((context) => projectSessionEvent(this.#projection, event, context)).changes;
	}

	/** Another agent works here now: it has offered nothing yet. */
	forgetOffers(): void {
		this.#projection = {
			...this.#projection,
			config: null,
			session: { ...this.#projection.session, configOptions: [], commands: [] },
		};
	}

	/** Another process of the agent is about to start. */
	beginAgentProcess(): void {
		this.#projection = beginAgentProcess(this.#projection);
	}

	/** Whether the new process remembers the session by itself. */
	setAgentRemembers(remembers: boolean): void {
		this.#projection = setAgentRemembers(this.#projection, remembers);
	}

	/** The approval to store before it is shown; null when the request names no tool call. */
	projectPermissionRequest(request: unknown): ProjectedItem<"approval"> | null {
		const project = (context: ProjectionContext) => projectPermissionRequest(this.#projection, request, context);
		return this.#projectInEntry(project).approval;
	}

	/** The question to store before it is shown; null when the request is none. It belongs to an open entry, and begins none. */
	projectQuestion(request: unknown): Pick<ProjectedQuestion, "question" | "elicitationId"> {
		return this.#projectInEntry((context) => projectQuestion(this.#projection, request, context));
	}

	/** Whether a tool call of the turn is running. */
	hasOpenToolCall(): boolean {
		return this.#projection.openToolCalls > 0;
	}

	beginTurn(turnId: string): void {
		this.endEntry();
		this.#turnId = turnId;
		this.#step(enterTurn);
	}

	/** Ends the text that the agent is writing: what follows is another one. */
	endText(): void {
		this.#step(closeOpenText);
	}

	/**
	 * Closes the items that the agent left open, and summarizes the turn. It may have failed although the agent answered.
	 *
	 * @param mayGoOn - Whether what is in progress goes on in the background if the agent has ended the turn by itself.
	 * @param refused - The `toolCallId` of the calls that were not permitted.
	 */
	endTurn(
		outcome: PromptOutcome,
		mayGoOn: boolean,
		refused: ReadonlySet<string>,
	): { readonly outcome: PromptOutcome; readonly summary: TurnSummary } {
		const settled = settleOutcome(this.#projection, outcome);
		const isEndedByAgent = mayGoOn && settled.stopReason === "end_turn";
		this.#step((projection, context) => closeTurn(projection, context, { isEndedByAgent }));
		this.#turnId = null;
		const summary = summarizeTurn(this.#projection, refused);
		for (const { item } of this.#projection.toolCalls.values()) if (hasDiff(item)) this.#keepAsStored(item);
		return { outcome: settled, summary };
	}

	/** The id of the entry for what the agent does now, outside of turns; null when there is none. */
	entryId(): string | null {
		return this.#entry.id;
	}

	/** The agent has stopped speaking outside of turns. What its calls have begun goes on. */
	endEntry(): void {
		if (this.#turnId !== null) return;
		if (this.#entry.id !== null) {
			const closed = (projection: Projection, context: ProjectionContext) =>
				closeTurn(projection, context, { isEndedByAgent: true });
			this.#take(closed(this.#projection, this.#context(this.#entry.id)));
		}
		this.#publishEntry(this.#entry.end(Date.now()));
	}

	/** The tool calls whose work goes on in the background, oldest first. */
	runningInBackground(): readonly ProjectedItem<"tool_call">[] {
		return runningInBackground(this.#projection);
	}

	/** Ends what runs in the background without its agent. */
	cutBackground(): void {
		this.#step(cutBackground);
	}

	#step(project: typeof enterTurn): void {
		this.#take(project(this.#projection, this.#context()));
	}

	/** Outside of turns, what is new in the timeline belongs to an entry, which begins with it. */
	#projectInEntry<Result extends ProjectionResult>(project: (context: ProjectionContext) => Result): Result {
		const turnId = this.#turnId ?? this.#entry.id;
		const newId = turnId ?? createItemId();
		const inTurn = project(this.#context(newId));
		const begins = turnId === null && inTurn.changes.some((change) => beginsEntry(change, newId));
		const projected = turnId === null && !begins ? project(this.#context(null)) : inTurn;
		if (begins) this.#publishEntry(this.#entry.begin(newId, Date.now()));
		this.#take(projected);
		if (this.#turnId === null) {
			const items = projected.changes.flatMap((change) => (change.kind === "item" ? [change.item] : []));
			this.#publishEntry(this.#entry.follow(items));
		}
		return projected;
	}

	#publishEntry(item: ProjectedItem<"event"> | null): void {
		if (item) this.#writer.stream([{ kind: "item", item }]);
	}

	#take({ projection, changes }: ProjectionResult): void {
		this.#projection = projection;
		for (const change of changes) {
			if (change.kind === "session") this.#events.emit("sessionProjected", change.change);
			else if (change.kind === "item") this.#publish(change.item);
			else this.#writer.stream([change]);
		}
	}

	#publish(item: ProjectedItem): void {
		if (isStoredFirst(item)) return;
		const isOver = item.kind === "tool_call" && !isOpenItem(item) && !hasDiff(item);
		this.#writer.stream([{ kind: "item", item: isOver ? this.#keepAsStored(item) : item }]);
	}

	/** Keeps no more of a call than is stored, and returns that. */
	#keepAsStored(item: ProjectedItem<"tool_call">): ProjectedItem<"tool_call"> {
		const stored = truncateForStorage(item);
		if (stored !== item) this.#projection = withStoredCall(this.#projection, stored);
		return stored;
	}

	#context(turnId = this.#turnId): ProjectionContext {
		return { turnId, isOutsideTurns: this.#turnId === null, now: Date.now(), createId: createItemId };
	}
}

/** Kinds of items that are the agent's own words and work; others, like its notices, need no heading. */
const ENTRY_KINDS: readonly string[] = ["message", "thought", "tool_call", "plan", "approval"];

function beginsEntry(change: ProjectedChange, entryId: string): boolean {
	return change.kind === "item" && change.item.turnId === entryId && ENTRY_KINDS.includes(change.item.kind);
}
