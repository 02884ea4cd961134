import { NO_RATE_LIMITS, RateLimiter } from "../access/RateLimiter.ts";
import { Projector } from "../agent/Projector.ts";
import { SessionKeeper } from "../agent/SessionKeeper.ts";
import { SessionStore } from "../agent/SessionStore.ts";
import { SettingsChanger } from "../agent/SettingsChanger.ts";
import { SettingsStore } from "../agent/SettingsStore.ts";
import { Approvals } from "../approvals/Approvals.ts";
import { PromptDelivery } from "../attachments/PromptDelivery.ts";
import { dropExpiredAttachments, Uploads } from "../attachments/Uploads.ts";
import { HeadAnnouncer } from "../broadcast/HeadAnnouncer.ts";
import { PatchBatcher } from "../broadcast/PatchBatcher.ts";
import { EventHub } from "../events/EventHub.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { Alarm } from "../host/Alarm.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { OpenItems } from "../items/OpenItems.ts";
import { IdlePause } from "../lifecycle/IdlePause.ts";
import { WorkspaceDestruction } from "../lifecycle/WorkspaceDestruction.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import { settingsLostNotice } from "../notices/notices.ts";
import { SessionNotices } from "../notices/SessionNotices.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { SqliteSessionPersistDriver } from "../persist/SqliteSessionPersistDriver.ts";
import { Presence } from "../presence/Presence.ts";
import { StaleConnectionCloser } from "../presence/StaleConnectionCloser.ts";
import { openSandbox } from "../sandbox/openSandbox.ts";
import { destroySandbox, pauseSandbox } from "../sandbox/provider.ts";
import { AgentServerRecord, openAgentSession } from "../session/openAgentSession.ts";
import { Telemetry } from "../telemetry/Telemetry.ts";
import { CurrentTurn } from "../turn/CurrentTurn.ts";
import { PromptQueue } from "../turn/PromptQueue.ts";
import { TurnPreemption } from "../turn/TurnPreemption.ts";
import { TurnRunner } from "../turn/TurnRunner.ts";
import { TurnStopper } from "../turn/TurnStopper.ts";
import { Ledger } from "../writer/Ledger.ts";
import { LiveItems } from "../writer/LiveItems.ts";
import { Writer } from "../writer/Writer.ts";
import { connectEvents } from "./connectEvents.ts";
import { loadWorkspace } from "./loadWorkspace.ts";
import { closeAbandonedItems, recoverPrompts } from "./recovery.ts";
import { SandboxAccessCache } from "./SandboxAccessCache.ts";
import type { Workspace } from "./workspace.ts";

/** A client reconnects after this many heartbeats without one, and is gone when it has shown no activity for as long. */
const MISSED_HEARTBEATS = 2;

/**
 * Opens a workspace from its database: builds its parts, each from the parts before it, and connects them by events.
 * Does not wait for the sandbox, which is opened when the agent is needed.
 */
export async function openWorkspace(port: WorkspaceHost, settings: WorkspaceSettings): Promise<Workspace> {
	const { limits } = settings;
	const telemetry = new Telemetry(port.log);
	const { log } = telemetry;
	const host = { ...port, log };
	const { db, workspaceId } = host;
	const events: WorkspaceEventHub = new EventHub((name, error) => log("error", "listener_failed", { name, error }));
	const stored = await loadWorkspace(db, settings);

	// What is stored and broadcast.
	const openItems = new OpenItems(stored.openPrompts);
	const sessionStore = new SessionStore(stored.session, events);
	const settingsStore = new SettingsStore(settings.agent, stored.chosenSettings);
	const persist = new SqliteSessionPersistDriver({ db });
	const live = new LiveItems();
	const ledger = new Ledger({ ...stored, live, events });
	const batcher = new PatchBatcher({
		events,
		seq: stored.seq,
		head: () => ledger.head(),
		connections: host.connections,
	});
	const headAnnouncer = new HeadAnnouncer({
		quietMs: limits.headAfterIdleMs,
		heartbeatIntervalMs: limits.heartbeatIntervalMs,
		hasListeners: () => host.connections() > 0,
		send: () => host.broadcast("workspace.head", ledger.head()),
	});
	const writer = new Writer({
		db,
		ledger,
		live,
		batcher,
		flushIntervalMs: limits.flushIntervalMs,
		requestRetentionMs: limits.requestRetentionMs,
		participants: [persist, settingsStore, sessionStore],
		flushStreak: new FailureStreak(log, "flush_failed"),
	});

	// The agent's session.
	const projector = new Projector({ session: stored.session, writer, events });
	const notices = new SessionNotices({ writer, wasInterrupted: stored.wasInterrupted });
	const agentServer = new AgentServerRecord(db);
	const sandboxAccess = new SandboxAccessCache(limits);
	const sandboxOptions = () => ({ ...settings, workspaceId, sandboxId: sessionStore.get().sandboxId });
	const sessionKeeper = new SessionKeeper({
		events,
		store: sessionStore,
		limits,
		isNeeded: () => host.connections() > 0 || openItems.queue().length > 0,
		async open(listener, signal) {
			projector.beginAgentProcess();
			const sandbox = await openSandbox({ ...sandboxOptions(), signal });
			const session = await openAgentSession({ ...settings, sandbox, persist, agentServer, signal }, listener);
			const lost = await settingsStore.reapply(session);
			if (lost.length > 0) writer.stream([{ kind: "item", item: settingsLostNotice(lost) }]);
			return session;
		},
	});
	const settingsChanger = new SettingsChanger({ writer, keeper: sessionKeeper, sessionStore, settingsStore });

	// Prompts and turns.
	const currentTurn = new CurrentTurn();
	const approvals = new Approvals({
		...settings.approvals,
		workspaceId,
		writer,
		open: openItems,
		current: currentTurn,
		log,
		limits,
		minimumRole: settings.access.answerApproval,
	});
	const turnRunner = new TurnRunner({
		writer,
		open: openItems,
		keeper: sessionKeeper,
		projector,
		approvals,
		delivery: new PromptDelivery({ db, sandboxOf: (session) => sandboxAccess.get(session.sandbox) }),
		current: currentTurn,
		log,
		limits,
		keepAwake: host.keepAwake,
		events,
	});
	const turnStopper = new TurnStopper({
		writer,
		keeper: sessionKeeper,
		approvals,
		current: currentTurn,
		log,
		graceMs: limits.stopGraceMs,
	});
	const preemption = new TurnPreemption({
		writer,
		open: openItems,
		current: currentTurn,
		projector,
		stopper: turnStopper,
		log,
	});
	const promptQueue = new PromptQueue({
		writer,
		open: openItems,
		settings,
		turnId: () => currentTurn.get()?.id ?? null,
		events,
	});
	const uploads = new Uploads({ writer, events });
	const dropExpired = () => dropExpiredAttachments({ db, log, retentionMs: limits.attachmentRetentionMs });

	// People and their connections.
	const presence = new Presence({ events, isConnected: host.isConnected });
	const staleConnections = new StaleConnectionCloser({
		events,
		graceMs: MISSED_HEARTBEATS * limits.heartbeatIntervalMs,
		silenceMs: limits.idleConnectionTimeoutMs,
		clients: host.clients,
	});
	const rateLimiter = new RateLimiter({
		limits: settings.authenticate ? limits : NO_RATE_LIMITS,
		now: () => performance.now(),
	});

	// The end of the sandbox: for a while, or for good.
	const idlePause = new IdlePause({
		alarm: new Alarm(host.schedule),
		keeper: sessionKeeper,
		log,
		limits,
		isInUse: () => host.connections() > 0 || currentTurn.get() !== null || openItems.queue().length > 0,
		pauseSandbox: () => pauseSandbox(sandboxOptions()),
	});
	const destruction = new WorkspaceDestruction({
		host,
		keeper: sessionKeeper,
		idlePause,
		timeoutMs: limits.provisionTimeoutMs,
		removeSandbox: () => destroySandbox(sandboxOptions()),
	});

	const announceHead = () => {
		batcher.flush();
		headAnnouncer.announce();
	};
	const stopping = new AbortController();
	const workspace: Workspace = {
		host,
		settings,
		events,
		telemetry,
		writer,
		openItems,
		sessionStore,
		sessionKeeper,
		sandbox() {
			const session = sessionKeeper.current();
			return session && sandboxAccess.get(session.sandbox);
		},
		settingsChanger,
		promptQueue,
		currentTurn,
		turnStopper,
		approvals,
		uploads,
		presence,
		staleConnections,
		rateLimiter,
		idlePause,
		destruction,
		awakeSince: Date.now(),
		wake() {
			announceHead();
			staleConnections.start();
			turnRunner.start();
			host.keepAwake(closeAbandonedItems({ db, log, limits, signal: stopping.signal }));
			host.keepAwake(dropExpired());
		},
		async sleep() {
			stopping.abort();
			staleConnections.stop();
			turnRunner.stop();
			approvals.stop();
			await sessionKeeper.stop();
			await writer.stop();
			headAnnouncer.stop();
			await persist.flush();
			telemetry.setConnections(0);
			log("info", "workspace_slept");
		},
	};
	connectEvents(events, {
		...workspace,
		batcher,
		headAnnouncer,
		announceHead,
		projector,
		settingsStore,
		notices,
		turnRunner,
		preemption,
		dropExpiredAttachments: dropExpired,
	});
	const interrupted = recoverPrompts(stored.openPrompts, Date.now());
	await writer.commit("recover", async ({ put }) => interrupted.forEach((draft) => void put(draft)));
	return workspace;
}
