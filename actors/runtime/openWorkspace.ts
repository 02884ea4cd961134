import { createRateLimiter, NO_RATE_LIMITS } from "../access/rateLimiter.ts";
import { createProjector, createSessionListener } from "../agent/projector.ts";
import { createSessionKeeper } from "../agent/sessionKeeper.ts";
import { createSettingsChanger, createSettingsStore, reapplySettings } from "../agent/settings.ts";
import { createApprovals } from "../approvals/approvals.ts";
import { PromptDelivery } from "../attachments/delivery.ts";
import { createAttachmentCleanup, createUploads } from "../attachments/uploads.ts";
import { EventHub } from "../events/EventHub.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { createAlarm } from "../host/alarm.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { createWorkspaceDestruction } from "../lifecycle/destruction.ts";
import { createIdlePause } from "../lifecycle/idlePause.ts";
import { createSessionNotices, settingsLostNotice } from "../notices/notices.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { SqliteSessionPersistDriver } from "../persist/SqliteSessionPersistDriver.ts";
import { createPresence } from "../presence/presence.ts";
import { createStaleConnectionCloser } from "../presence/staleConnections.ts";
import { openSandbox } from "../sandbox/openSandbox.ts";
import { destroySandbox, pauseSandbox } from "../sandbox/provider.ts";
import { createAgentServerRecord, openAgentSession } from "../session/openAgentSession.ts";
import { createTelemetry } from "../telemetry/telemetry.ts";
import { createCurrentTurn } from "../turn/currentTurn.ts";
import { createPromptQueue } from "../turn/queue.ts";
import { createTurnPreemption, createTurnStopper } from "../turn/stopping.ts";
import { createTurnRunner } from "../turn/turns.ts";
import { connectEvents } from "./connectEvents.ts";
import { loadWorkspace } from "./loadWorkspace.ts";
import { createAbandonedItemCloser, recoverPrompts } from "./recovery.ts";
import { SandboxAccessCache } from "./sandboxAccess.ts";
import { openStorage } from "./storage.ts";
import type { Workspace } from "./workspace.ts";

/** A client that hears nothing for so many replaces its connection; one that is not heard for so long is gone. */
const SILENT_INTERVALS = 2;

/** Wakes a workspace from its database. Never waits for the sandbox: that comes when somebody needs the agent. */
export async function openWorkspace(port: WorkspaceHost, settings: WorkspaceSettings): Promise<Workspace> {
	const { limits } = settings;
	const telemetry = createTelemetry(port.log);
	const host = { ...port, log: telemetry.log };
	const events: WorkspaceEventHub = new EventHub((name, error) =>
		host.log("error", "listener_failed", { name, error }),
	);
	const stored = await loadWorkspace(host.db, settings);
	const persist = new SqliteSessionPersistDriver({ db: host.db });
	const settingsStore = createSettingsStore(settings.agent, stored.choices);
	const { writer, openItems, sessionStore, ...timeline } = openStorage(
		host,
		settings,
		stored,
		[persist, settingsStore],
		(item) => {
			if (item.kind === "approval") telemetry.recordApproval(item);
		},
	);
	const interrupted = recoverPrompts(stored.openPrompts, Date.now());
	await writer.commit("recover", async (act) => interrupted.forEach((draft) => void act.put(draft)));

	const currentTurn = createCurrentTurn();
	const presence = createPresence({
		onChange: (participants) => events.emit("participantsChanged", participants),
		isConnected: host.isConnected,
		onConnections: (count) => events.emit("connectionCountChanged", { count }),
	});
	const staleConnections = createStaleConnectionCloser({
		graceMs: SILENT_INTERVALS * limits.heartbeatIntervalMs,
		silenceMs: limits.idleConnectionTimeoutMs,
		clients: host.clients,
		onClosed: (count) => events.emit("staleConnectionsClosed", { count }),
	});
	const approvals = createApprovals({
		...settings.approvals,
		workspaceId: host.workspaceId,
		writer,
		open: openItems,
		current: currentTurn,
		log: host.log,
		limits,
		minimumRole: settings.access.answerApproval,
	});
	const projector = createProjector(stored.session, (change) => {
		if (change.kind === "session") events.emit("sessionProjected", change.change);
		else writer.stream([change]);
	});
	const notices = createSessionNotices({
		wasInterrupted: stored.wasInterrupted,
		isTurnRunning: () => currentTurn.get() !== null,
		onNotice: (item) => writer.stream([{ kind: "item", item }]),
	});
	const agentServer = createAgentServerRecord(host.db);
	const sandboxAccess = new SandboxAccessCache(limits);
	const sessionKeeper = createSessionKeeper({
		async open(listener, signal) {
			projector.beginAgentProcess();
			const sandbox = await openSandbox({ ...known(), signal });
			const session = await openAgentSession({ ...settings, sandbox, persist, agentServer, signal }, listener);
			const lost = await reapplySettings(session, settingsStore);
			if (lost.length > 0) writer.stream([{ kind: "item", item: settingsLostNotice(lost) }]);
			return session;
		},
		listener: createSessionListener({
			host,
			writer,
			projector,
			approvals,
			session: () => sessionKeeper.current(),
			events,
		}),
		store: sessionStore,
		limits,
		isNeeded: () => host.connections() > 0 || openItems.queue().length > 0,
		onFailure: (error) => events.emit("sessionFailed", error),
		onReady: (session) => events.emit("sessionReady", session),
	});
	const known = () => ({ ...settings, workspaceId: host.workspaceId, sandboxId: sessionStore.get().sandboxId });
	const idlePause = createIdlePause({
		alarm: createAlarm(host.schedule),
		keeper: sessionKeeper,
		log: host.log,
		limits,
		isInUse: () => host.connections() > 0 || currentTurn.get() !== null || openItems.queue().length > 0,
		pauseSandbox: () => pauseSandbox(known()),
	});
	const destruction = createWorkspaceDestruction({
		host,
		keeper: sessionKeeper,
		idlePause,
		timeoutMs: limits.provisionTimeoutMs,
		removeSandbox: () => destroySandbox(known()),
	});
	const sweep = createAttachmentCleanup({ db: host.db, log: host.log, retentionMs: limits.attachmentRetentionMs });
	const tidying = createAbandonedItemCloser({ db: host.db, log: host.log, limits });
	const uploads = createUploads({ writer, events });
	const runner = createTurnRunner({
		writer,
		open: openItems,
		keeper: sessionKeeper,
		projector,
		approvals,
		delivery: new PromptDelivery({
			db: host.db,
			sandboxOf: (session) => sandboxAccess.get(session.sandbox),
		}),
		current: currentTurn,
		log: host.log,
		limits,
		keepAwake: host.keepAwake,
		onTurnEnd: (turn) => events.emit("turnEnded", turn),
	});
	const turnStopper = createTurnStopper({
		writer,
		keeper: sessionKeeper,
		approvals,
		current: currentTurn,
		log: host.log,
		graceMs: limits.stopGraceMs,
	});
	const steering = createTurnPreemption({
		writer,
		open: openItems,
		current: currentTurn,
		projector,
		stopper: turnStopper,
		log: host.log,
	});
	const promptQueue = createPromptQueue({
		writer,
		open: openItems,
		settings,
		turnId: () => currentTurn.get()?.id ?? null,
		onStored: (prompt) => events.emit("promptStored", prompt),
	});
	connectEvents(events, {
		host,
		writer,
		sessionStore,
		sessionKeeper,
		currentTurn,
		presence,
		staleConnections,
		idlePause,
		telemetry,
		announceHead: timeline.announce,
		projector,
		settingsStore,
		notices,
		turnRunner: runner,
		preemption: steering,
		dropExpiredAttachments: sweep,
	});

	return {
		events,
		host,
		settings,
		writer,
		openItems,
		sessionStore,
		rateLimiter: createRateLimiter({
			limits: settings.authenticate ? limits : NO_RATE_LIMITS,
			now: () => performance.now(),
		}),
		presence,
		staleConnections,
		uploads,
		promptQueue,
		approvals,
		currentTurn,
		turnStopper,
		sessionKeeper,
		sandbox() {
			const session = sessionKeeper.current();
			return session && sandboxAccess.get(session.sandbox);
		},
		settingsChanger: createSettingsChanger({
			writer,
			keeper: sessionKeeper,
			facts: sessionStore,
			store: settingsStore,
		}),
		idlePause,
		destruction,
		telemetry,
		awakeSince: Date.now(),
		wake() {
			timeline.announce();
			staleConnections.start();
			runner.start();
			host.keepAwake(tidying.run());
			host.keepAwake(sweep());
		},
		async sleep() {
			staleConnections.stop();
			runner.stop();
			tidying.stop();
			approvals.stop();
			await sessionKeeper.stop();
			await timeline.stop();
			await persist.flush();
			telemetry.setConnections(0);
			host.log("info", "workspace_slept");
		},
	};
}
