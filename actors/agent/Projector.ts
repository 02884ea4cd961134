import type { Session } from "../../src/protocol/index.ts";
import type { TurnSummary } from "../../src/rules/turn.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { createItemId } from "../items/itemDraft.ts";
import {
	beginAgentProcess,
	closeTurn,
	emptyProjection,
	type ProjectedItem,
	type Projection,
	type ProjectionResult,
	projectPermissionRequest,
	projectSessionEvent,
	setAgentRemembers,
	summarizeTurn,
} from "../timeline/index.ts";
import { enterTurn } from "../timeline/turns.ts";
import type { Writer } from "../writer/Writer.ts";

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

	constructor({ session, writer, events }: ProjectorDeps) {
		const { title, configOptions, commands, usage } = session;
		this.#writer = writer;
		this.#events = events;
		this.#projection = { ...emptyProjection, session: { title, configOptions, commands, usage } };
	}

	projectEvent(event: unknown): void {
		this.#step((projection, context) => projectSessionEvent(projection, event, context));
	}

	/** Another process of the agent is about to start. */
	beginAgentProcess(): void {
		this.#projection = beginAgentProcess(this.#projection);
	}

	/** Whether the new process remembers the session by itself. */
	setAgentRemembers(remembers: boolean): void {
		this.#projection = setAgentRemembers(this.#projection, remembers);
	}

	/** The approval to store before it is shown; null when there is no option that a person could choose. */
	projectPermissionRequest(request: unknown): ProjectedItem<"approval"> | null {
		const projected = projectPermissionRequest(this.#projection, request, this.#context());
		this.#take(projected);
		return projected.approval;
	}

	/** Whether a tool call of the turn is running. */
	hasOpenToolCall(): boolean {
		return this.#projection.openToolCalls > 0;
	}

	beginTurn(turnId: string): void {
		this.#turnId = turnId;
		this.#step(enterTurn);
	}

	/** Closes the items that the agent left open, and summarizes the turn. */
	endTurn(): TurnSummary {
		this.#step(closeTurn);
		this.#turnId = null;
		return summarizeTurn(this.#projection);
	}

	#step(project: typeof closeTurn): void {
		this.#take(project(this.#projection, this.#context()));
	}

	#take({ projection, changes }: ProjectionResult): void {
		this.#projection = projection;
		for (const change of changes) {
			if (change.kind === "session") this.#events.emit("sessionProjected", change.change);
			else if (change.kind !== "item" || change.item.kind !== "approval") this.#writer.stream([change]);
		}
	}

	#context() {
		return { turnId: this.#turnId, now: Date.now(), createId: createItemId };
	}
}
