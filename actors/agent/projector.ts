import type { SessionEvent } from "sandbox-agent";
import type { Session } from "../../src/protocol/index.ts";
import type { Approvals } from "../approvals/approvals.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { AgentPermissionRequest, AgentSession, AgentSessionListener } from "../session/agentSession.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
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
import { enterTurn } from "../timeline/turns.ts";
import type { Writer } from "../writer/writer.ts";

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

/** Rivet closes every connection that an event over 1 MiB is sent to. */
const MAX_EVENT_BYTES = 900_000;

interface SessionListenerOptions {
	readonly host: WorkspaceHost;
	readonly writer: Writer;
	readonly projector: Projector;
	readonly approvals: Approvals;
	/** The session that is current. */
	session(): AgentSession | null;
	readonly events: WorkspaceEventHub;
}

/** Takes what the agent says to the timeline. */
export function createSessionListener(options: SessionListenerOptions): Omit<AgentSessionListener, "onClosed"> {
	const { host, writer, projector, approvals } = options;

	function takeEvent(event: SessionEvent): void {
		projector.projectEvent(event);
		if (jsonByteLength(event) <= MAX_EVENT_BYTES) host.broadcast("session.event", event);
		writer.scheduleFlush();
		options.events.emit("sessionEventReceived", event);
	}

	async function takePermissionRequest({ permissionId, request }: AgentPermissionRequest): Promise<void> {
		// The session of now: one that comes after it may use the same id for another question.
		const asking = options.session();
		const reply = (optionId: string | null) =>
			void asking?.answerPermission(permissionId, optionId).catch(noteUnanswered);
		const approval = projector.projectPermissionRequest(request);
		if (approval) await approvals.request(approval, reply);
		else reply(null);
	}

	/** A stop has answered it already, or the session is gone with the question: both say so elsewhere. */
	function noteUnanswered(error: unknown): void {
		host.log("warn", "permission_not_answered", { error });
	}

	return {
		onEvent: takeEvent,
		onPermissionRequest(request) {
			takePermissionRequest(request).catch((error: unknown) => {
				host.log("error", "approval_not_stored", { error });
			});
		},
		onUpdatesLost: (count) => options.events.emit("updatesLost", { count }),
	};
}
