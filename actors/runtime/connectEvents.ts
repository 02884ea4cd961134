import type { Projector } from "../agent/projector.ts";
import type { SettingsStore } from "../agent/settings.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { lostUpdatesNotice, type SessionNotices } from "../notices/notices.ts";
import type { TurnPreemption } from "../turn/stopping.ts";
import type { TurnRunner } from "../turn/turns.ts";
import type { WorkspaceStorage } from "./storage.ts";
import type { Workspace } from "./workspace.ts";

/** The parts that react to events, beside those that actions call. */
interface ConnectedParts
	extends Pick<
		Workspace,
		| "host"
		| "writer"
		| "sessionStore"
		| "sessionKeeper"
		| "currentTurn"
		| "presence"
		| "staleConnections"
		| "idlePause"
		| "telemetry"
	> {
	readonly announceHead: WorkspaceStorage["announce"];
	readonly projector: Projector;
	readonly settingsStore: SettingsStore;
	readonly notices: SessionNotices;
	readonly turnRunner: TurnRunner;
	readonly preemption: TurnPreemption;
	dropExpiredAttachments(): Promise<void>;
}

/**
 * What follows from what in a workspace. Listeners of one event run in the order in which they stand here.
 */
export function connectEvents(events: WorkspaceEventHub, parts: ConnectedParts): void {
	const { host, writer, telemetry, idlePause, turnRunner, preemption, notices, projector } = parts;

	events.on("promptStored", () => telemetry.recordPrompt());
	events.on("promptStored", ({ by, text, createdAt }) =>
		host.broadcast("chat.user", { userId: by.userId, text, createdAt }),
	);
	events.on("promptStored", () => turnRunner.start());
	events.on("promptStored", () => preemption.preemptIfNeeded());

	events.on("turnEnded", (turn) => telemetry.recordTurn(turn));
	events.on("turnEnded", () => parts.announceHead());
	events.on("turnEnded", () => idlePause.postpone());

	events.on("sessionReady", (session) => projector.setAgentRemembers(session.origin === "restored"));
	events.on("sessionReady", (session) => notices.reportRestored(session));
	events.on("sessionReady", () => idlePause.postpone());
	events.on("sessionReady", () => turnRunner.start());

	events.on("sessionFailed", ({ code }) => {
		host.log("error", "session_failed", { code, turnId: parts.currentTurn.get()?.id });
	});
	events.on("sessionFailed", (error) => notices.reportLost(error));

	events.on("sessionProjected", (change) => parts.sessionStore.update(change));
	events.on("sessionProjected", () => {
		// A session that is being opened reports its own settings first; those are not what people chose.
		if (parts.sessionKeeper.current()) parts.settingsStore.updateFromAgent(parts.sessionStore.get().configOptions);
	});

	events.on("sessionEventReceived", () => preemption.preemptIfNeeded());

	events.on("updatesLost", ({ count }) => telemetry.recordLostUpdates(count));
	events.on("updatesLost", ({ count }) => {
		const turnId = parts.currentTurn.get()?.id ?? null;
		writer.stream([{ kind: "item", item: lostUpdatesNotice(count, turnId) }]);
	});

	events.on("participantsChanged", (participants) => writer.broadcast({ kind: "participants", participants }));
	events.on("connectionCountChanged", ({ count }) => telemetry.setConnections(count));

	events.on("clientDisconnected", ({ connectionId }) => parts.staleConnections.forget(connectionId));
	events.on("clientDisconnected", ({ connectionId }) => parts.presence.leave(connectionId));
	events.on("clientDisconnected", () => idlePause.postpone());

	events.on("staleConnectionsClosed", ({ count }) => {
		host.log("info", "connections_closed", { connections: count });
	});
	events.on("staleConnectionsClosed", () => idlePause.postpone());

	events.on("uploadStarted", () => host.keepAwake(parts.dropExpiredAttachments()));
}
