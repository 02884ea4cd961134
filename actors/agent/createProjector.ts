import type { Session } from "../../src/protocol/index.ts";
import { createItemId } from "../items/createItemId.ts";
import { enterTurn } from "../timeline/enterTurn.ts";
import {
	beginAgentProcess,
	closeTurn,
	emptyProjection,
	type ProjectedChange,
	type ProjectedItem,
	type Projection,
	type ProjectionResult,
	projectPermissionRequest,
	projectSessionEvent,
	setAgentRemembers,
	summarizeTurn,
	type TurnSummary,
} from "../timeline/index.ts";

/** Keeps the projection of the running session, and hands on what each event changes. */
export interface Projector {
	projectEvent(event: unknown): void;
	/** Another process of the agent is about to be heard. */
	beginAgentProcess(): void;
	/** Whether that one remembers the session by itself. */
	setAgentRemembers(remembers: boolean): void;
	/** The approval to store before it is shown; null when there is nothing a person could answer. */
	projectPermissionRequest(request: unknown): ProjectedItem<"approval"> | null;
	/** Whether a tool call of the turn is under way. */
	hasOpenToolCall(): boolean;
	beginTurn(turnId: string): void;
	/** Closes what the agent left open, and says what happened. */
	endTurn(): TurnSummary;
}

/** @param onChange - Hears of every change but new approvals. */
export function createProjector(session: Session, onChange: (change: ProjectedChange) => void): Projector {
	const { title, configOptions, commands, usage } = session;
	let projection: Projection = { ...emptyProjection, session: { title, configOptions, commands, usage } };
	let turnId: string | null = null;

	function step(project: typeof closeTurn): void {
		take(project(projection, { turnId, now: Date.now(), createId: createItemId }));
	}

	function take(projected: ProjectionResult): void {
		projection = projected.projection;
		for (const change of projected.changes) {
			if (change.kind !== "item" || change.item.kind !== "approval") onChange(change);
		}
	}

	return {
		projectEvent: (event) => step((from, context) => projectSessionEvent(from, event, context)),
		beginAgentProcess() {
			projection = beginAgentProcess(projection);
		},
		setAgentRemembers(remembers) {
			projection = setAgentRemembers(projection, remembers);
		},
		projectPermissionRequest(request) {
			const context = { turnId, now: Date.now(), createId: createItemId };
			const projected = projectPermissionRequest(projection, request, context);
			take(projected);
			return projected.approval;
		},
		hasOpenToolCall: () => projection.openToolCalls > 0,
		beginTurn(id) {
			turnId = id;
			step(enterTurn);
		},
		endTurn() {
			step(closeTurn);
			turnId = null;
			return summarizeTurn(projection);
		},
	};
}
