import type { SessionEvent } from "sandbox-agent";
import type { Projector } from "../agent/Projector.ts";
import { relayPermissionRequest } from "../agent/relayPermissionRequest.ts";
import type { SettingsStore } from "../agent/SettingsStore.ts";
import type { HeadAnnouncer } from "../broadcast/HeadAnnouncer.ts";
import type { PatchBatcher } from "../broadcast/PatchBatcher.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { lostUpdatesNotice } from "../notices/notices.ts";
import type { SessionNotices } from "../notices/SessionNotices.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
import type { TurnPreemption } from "../turn/TurnPreemption.ts";
import type { TurnRunner } from "../turn/TurnRunner.ts";
import type { Workspace } from "./workspace.ts";

/** Beside the parts that actions use, those that only react to events. */
interface ConnectedParts extends Workspace {
	readonly batcher: PatchBatcher;
	readonly headAnnouncer: HeadAnnouncer;
	readonly projector: Projector;
	readonly settingsStore: SettingsStore;
	readonly notices: SessionNotices;
	readonly turnRunner: TurnRunner;
	readonly preemption: TurnPreemption;
	/** Broadcasts the head now. */
	announceHead(): void;
	dropExpiredAttachments(): Promise<void>;
}

/** What follows from what in a workspace. The listeners of an event run in the order in which they are listed. */
export function connectEvents(events: WorkspaceEventHub, parts: ConnectedParts): void {
	const { host, telemetry, writer, sessionStore, sessionKeeper, projector, notices } = parts;
	const { turnRunner, preemption, currentTurn, presence, staleConnections, idlePause } = parts;

	events.on("promptStored", () => telemetry.recordPrompt());
	events.on("promptStored", ({ by, text, createdAt }) => {
		host.broadcast("chat.user", { userId: by.userId, text, createdAt });
	});
	events.on("promptStored", () => turnRunner.start());
	events.on("promptStored", () => preemption.preemptIfNeeded());

	events.on("turnEnded", (turn) => telemetry.recordTurn(turn));
	events.on("turnEnded", () => parts.announceHead());
	events.on("turnEnded", () => idlePause.postpone());

	events.on("itemChanged", (item) => parts.openItems.apply(item));
	events.on("itemChanged", (item) => {
		if (item.kind === "approval") telemetry.recordApproval(item);
	});
	events.on("patchCreated", (patch) => parts.batcher.add(patch));
	events.on("batchReady", (batch) => host.broadcast("workspace.patches", batch));
	events.on("batchReady", () => parts.headAnnouncer.schedule());

	events.on("sessionReady", ({ origin }) => projector.setAgentRemembers(origin === "restored"));
	events.on("sessionReady", (session) => notices.reportRestored(session));
	events.on("sessionReady", () => idlePause.postpone());
	events.on("sessionReady", () => turnRunner.start());
	events.on("sessionFailed", ({ code }) => {
		host.log("error", "session_failed", { code, turnId: currentTurn.get()?.id });
	});
	events.on("sessionFailed", (error) => notices.reportLost(error, currentTurn.get() !== null));
	events.on("sessionChanged", (change) => writer.broadcast({ kind: "session", change }));
	events.on("sessionChanged", () => writer.scheduleFlush());

	events.on("sessionEventReceived", (event) => projector.projectEvent(event));
	events.on("sessionEventReceived", (event) => broadcastSessionEvent(host, event));
	events.on("sessionEventReceived", () => writer.scheduleFlush());
	events.on("sessionEventReceived", () => preemption.preemptIfNeeded());
	events.on("sessionProjected", (change) => sessionStore.update(change));
	events.on("sessionProjected", () => {
		// While a session is being opened, it reports its own defaults.
		if (sessionKeeper.current()) parts.settingsStore.updateFromAgent(sessionStore.get().configOptions);
	});
	events.on("permissionRequested", (asked) => {
		void relayPermissionRequest(asked, { projector, approvals: parts.approvals, log: host.log });
	});
	events.on("updatesLost", ({ count }) => telemetry.recordLostUpdates(count));
	events.on("updatesLost", ({ count }) => {
		writer.stream([{ kind: "item", item: lostUpdatesNotice(count, currentTurn.get()?.id ?? null) }]);
	});

	events.on("participantsChanged", (participants) => writer.broadcast({ kind: "participants", participants }));
	events.on("connectionCountChanged", ({ count }) => telemetry.setConnections(count));
	events.on("clientDisconnected", ({ connectionId }) => staleConnections.forget(connectionId));
	events.on("clientDisconnected", ({ connectionId }) => presence.leave(connectionId));
	events.on("clientDisconnected", () => idlePause.postpone());
	events.on("staleConnectionsClosed", ({ count }) => {
		host.log("info", "connections_closed", { connections: count });
	});
	events.on("staleConnectionsClosed", () => idlePause.postpone());

	events.on("uploadStarted", () => host.keepAwake(parts.dropExpiredAttachments()));
}

/** Rivet closes every connection to which it would have to send an event of more than 1 MiB. */
const MAX_EVENT_BYTES = 900_000;

function broadcastSessionEvent(host: WorkspaceHost, event: SessionEvent): void {
	if (jsonByteLength(event) <= MAX_EVENT_BYTES) host.broadcast("session.event", event);
}
