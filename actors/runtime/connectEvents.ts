import type { SessionEvent } from "sandbox-agent";
import type { ApprovalItem, ConfigOption } from "../../src/protocol/index.ts";
import type { Projector } from "../agent/Projector.ts";
import { relayPermissionRequest } from "../agent/relayPermissionRequest.ts";
import { relayQuestion } from "../agent/relayQuestion.ts";
import { NOTHING_OFFERED } from "../agent/SessionStore.ts";
import type { SettingEvents } from "../agent/SettingEvents.ts";
import type { SettingsStore } from "../agent/SettingsStore.ts";
import type { PromptAuthors } from "../attachments/PromptAuthors.ts";
import type { AttentionOutbox } from "../attention/AttentionOutbox.ts";
import type { BackgroundActivity } from "../background/BackgroundActivity.ts";
import type { HeadAnnouncer } from "../broadcast/HeadAnnouncer.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { lostUpdatesNotice } from "../notices/notices.ts";
import type { SessionNotices } from "../notices/SessionNotices.ts";
import type { ActivityRecord } from "../reporting/ActivityRecord.ts";
import type { PromptTracer } from "../telemetry/PromptTracer.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
import { AfterTurn } from "../turn/AfterTurn.ts";
import type { TurnPreemption } from "../turn/TurnPreemption.ts";
import type { TurnRunner } from "../turn/TurnRunner.ts";
import type { Workspace } from "./workspace.ts";

/** Beside the parts that actions use, those that only react to events. */
interface ConnectedParts extends Workspace {
	readonly headAnnouncer: HeadAnnouncer;
	readonly projector: Projector;
	readonly promptTracer: PromptTracer;
	readonly promptAuthors: PromptAuthors;
	readonly settingsStore: SettingsStore;
	readonly settingEvents: SettingEvents;
	readonly notices: SessionNotices;
	readonly background: BackgroundActivity;
	readonly attention: AttentionOutbox;
	readonly turnRunner: TurnRunner;
	readonly preemption: TurnPreemption;
	readonly activityRecord: ActivityRecord;
	/** Broadcasts the head now. */
	announceHead(): void;
	/** Called with each permission request that is new or has changed. */
	reportMissingApprover(approval: ApprovalItem): void;
	dropExpiredAttachments(): Promise<void>;
}

/**
 * What follows from what in a workspace. The listeners of an event run in the order in which they are listed. What must
 * not fail unnoticed is no listener: the ledger itself passes each change to the open items and to the next batch.
 */
export function connectEvents(events: WorkspaceEventHub, parts: ConnectedParts): void {
	const { host, telemetry, writer, sessionStore, sessionKeeper, projector, notices } = parts;
	const { background, turnRunner, preemption, currentTurn, presence, staleConnections, idlePause, retention } = parts;
	const { sessionEventListeners, presenceBroadcaster } = parts;

	const tracer = parts.promptTracer;
	/** The workspace and its sandbox are in use. */
	const postpone = () => {
		idlePause.postpone();
		host.keepAwake(retention.postpone());
	};
	const afterTurn = new AfterTurn(() => currentTurn.isEnding());

	events.on("promptStored", () => telemetry.recordPrompt());
	events.on("promptStored", (prompt) => tracer.recordStored(prompt));
	events.on("promptStored", ({ by, text, createdAt }) => {
		host.broadcast("chat.user", { userId: by.userId, text, createdAt });
	});
	events.on("promptStored", () => turnRunner.start());
	events.on("promptStored", () => preemption.preemptIfNeeded());

	events.on("queueReviewed", () => turnRunner.start());
	events.on("queueReviewed", () => preemption.preemptIfNeeded());

	events.on("turnBegan", ({ turn, prompt }) => tracer.recordTurn(turn, prompt));

	events.on("turnBegan", () => parts.reporter.change());

	events.on("turnEnded", (turn) => telemetry.recordTurn(turn));
	events.on("turnEnded", (turn) => tracer.recordTurnEnd(turn));
	events.on("turnEnded", () => parts.announceHead());
	events.on("turnEnded", () => background.handleTurnEnd());
	events.on("turnEnded", () => afterTurn.release());
	events.on("turnEnded", () => parts.reporter.change());
	events.on("turnEnded", () => postpone());

	events.on("turnReturned", () => tracer.recordTurnReturned());
	events.on("turnReturned", () => parts.announceHead());
	events.on("turnReturned", () => afterTurn.release());
	events.on("turnReturned", () => notices.reportTurnReturned());

	events.on("itemChanged", (item) => tracer.recordItem(item));
	events.on("itemChanged", (item) => {
		if (item.kind === "prompt") parts.promptAuthors.record(item);
	});
	events.on("itemChanged", (item) => {
		if (item.kind === "approval") telemetry.recordApproval(item);
		if (item.kind === "approval") parts.reportMissingApprover(item);
		background.handleItem(item);
	});
	events.on("itemChanged", (item) => parts.activityRecord.recordItem(item));
	events.on("itemChanged", ({ kind }) => {
		if (kind === "prompt" || kind === "approval" || kind === "question" || kind === "note") parts.reporter.change();
	});
	events.on("batchReady", (batch) => host.broadcast("workspace.patches", batch));
	events.on("batchReady", () => parts.headAnnouncer.schedule());
	events.on("tickEnded", ({ delayMs }) => telemetry.recordBroadcast(delayMs));

	events.on("sessionOpening", () => tracer.recordOpening(parts.openItems.prompts()[0] ?? null));
	events.on("sandboxStarted", (start) => telemetry.recordSandboxStart(start));
	events.on("sandboxStarted", (start) => tracer.recordSandboxStart(start));
	events.on("sessionOpened", ({ code }) => tracer.recordOpened(code));

	events.on("storageFailed", ({ info, error }) => host.log("error", "storage_failed", { code: info?.code, error }));
	events.on("storageFailed", ({ info }) => sessionStore.update({ storageError: info }));
	events.on("storageFailed", () => parts.announceHead());
	events.on("storageRecovered", ({ durationMs }) => host.log("info", "storage_recovered", { durationMs }));
	events.on("storageRecovered", () => sessionStore.update({ storageError: null }));
	events.on("storageRecovered", () => writer.scheduleFlush());

	events.on("sessionReady", ({ origin }) => projector.setAgentRemembers(origin === "restored"));
	events.on("sessionReady", (session) => notices.reportRestored(session));
	events.on("sessionReady", () => parts.settingEvents.observe(sessionStore.get().configOptions));
	events.on("sessionReady", () => postpone());
	events.on("sessionReady", () => turnRunner.start());
	events.on("sessionReady", () => host.keepAwake(parts.attention.settleStuck()));
	events.on("sessionFailed", ({ code }) => {
		host.log("error", "session_failed", { code, turnId: currentTurn.get()?.id });
	});
	events.on("sessionFailed", () => host.keepAwake(parts.attention.reportStuck(parts.openItems.waiting())));
	events.on("sessionFailed", (error) => notices.reportLost(error, currentTurn.get() !== null));
	events.on("agentChanged", () => projector.forgetOffers());
	events.on("agentChanged", ({ agent }) => parts.settingsStore.setAgent(agent));
	events.on("agentChanged", () => parts.settingEvents.forget());
	events.on("agentChanged", ({ agent }) => sessionStore.update({ agent, ...NOTHING_OFFERED }));
	events.on("sessionChanged", (change) => writer.broadcast({ kind: "session", change }));
	events.on("sessionChanged", () => writer.scheduleFlush());
	events.on("sessionChanged", () => parts.reporter.change());
	events.on("sessionChanged", ({ state }) => state && background.handleSessionState(state));

	events.on("sessionEventReceived", (event) => {
		const changes = projector.projectEvent(event);
		for (const change of changes) {
			if (change.kind === "item" && change.item.kind === "tool_call") parts.approvals.followCall(change.item);
		}
		background.handleEvent(event, changes);
	});
	events.on("sessionEventReceived", (event) => {
		if (sessionEventListeners.hasAny()) broadcastSessionEvent(host, event);
	});
	events.on("sessionEventReceived", () => writer.scheduleFlush());
	events.on("sessionEventReceived", () => preemption.preemptIfNeeded());
	events.on("sessionEventReceived", () => parts.turnStopper.stopIfUnstorable());
	events.on("sessionProjected", (change) => sessionStore.update(change));
	events.on("sessionProjected", ({ configOptions }) => {
		// While a session is being opened, it reports its own defaults.
		if (!configOptions || !sessionKeeper.current()) return;
		const { settingsStore, settingEvents, approvals } = parts;
		settingEvents.observe(configOptions);
		const mayKeep = ({ role }: ConfigOption) => role === undefined || approvals.isModeChangeAllowed();
		settingsStore.updateFromAgent(sessionStore.get().configOptions, mayKeep);
	});
	events.on("promptAnswered", () => currentTurn.markSettled());
	events.on("permissionRequested", (asked) =>
		afterTurn.run(() => {
			// Nobody waits for the answer any more.
			if (asked.session !== sessionKeeper.current()) return;
			background.handleRequest();
			void relayPermissionRequest(asked, { projector, approvals: parts.approvals, log: host.log });
		}),
	);
	events.on("questionAsked", (asked) =>
		afterTurn.run(() => {
			background.handleRequest();
			void relayQuestion(asked, { projector, questions: parts.questions, log: host.log });
		}),
	);
	events.on("questionCompleted", ({ elicitationId }) => void parts.questions.complete(elicitationId));
	events.on("updatesLost", ({ count }) => telemetry.recordLostUpdates(count));
	events.on("updatesLost", ({ count }) => {
		writer.stream([{ kind: "item", item: lostUpdatesNotice(count, currentTurn.get()?.id ?? null) }]);
	});
	events.on("messageUnreadable", ({ method, characters }) => {
		// The method comes from the agent: only a name is logged.
		const name = method !== undefined && /^[\w$/]{1,60}$/.test(method) ? method : undefined;
		host.log("warn", "message_unreadable", { method: name, characters });
	});

	events.on("participantsChanged", (participants) => writer.broadcast({ kind: "participants", participants }));
	events.on("participantsChanged", () => parts.reporter.change());
	events.on("participantsChanged", () => parts.wheel.watch());
	events.on("participantsChanged", () => parts.claims.watch());
	events.on("participantsChanged", () => presenceBroadcaster.handleParticipants());
	events.on("peopleLeft", ({ userIds }) => parts.people.leave(userIds));
	events.on("connectionsSilent", ({ connectionIds }) => {
		// Nobody has reported their end. They are participants again as soon as they say something.
		for (const connectionId of connectionIds) presence.leave(connectionId);
	});
	events.on("connectionCountChanged", ({ count }) => telemetry.setConnections(count));
	events.on("connectionCountChanged", ({ count }) => background.handleConnections(count));
	events.on("clientConnected", () => host.keepAwake(retention.recordConnection()));
	events.on("clientDisconnected", ({ connectionId }) => staleConnections.forget(connectionId));
	events.on("clientDisconnected", ({ connectionId }) => sessionEventListeners.remove(connectionId));
	events.on("clientDisconnected", ({ connectionId }) => presenceBroadcaster.leave(connectionId));
	events.on("clientDisconnected", ({ connectionId }) => presence.leave(connectionId));
	// Backups, metrics and diagnostics of a program are no use: they would keep a workspace for ever.
	events.on("clientDisconnected", ({ isCall }) => isCall || postpone());
	events.on("staleConnectionsClosed", ({ count }) => {
		host.log("info", "connections_closed", { connections: count });
	});
	events.on("staleConnectionsClosed", () => postpone());

	events.on("uploadStarted", () => host.keepAwake(parts.dropExpiredAttachments()));
}

/** Rivet closes every connection to which it would have to send an event of more than 1 MiB. */
const MAX_EVENT_BYTES = 900_000;

function broadcastSessionEvent(host: WorkspaceHost, event: SessionEvent): void {
	if (jsonByteLength(event) <= MAX_EVENT_BYTES) host.broadcast("session.event", event);
}
