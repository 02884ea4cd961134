import type { PromptItem } from "../../src/protocol/index.ts";
import { createAct } from "../../src/rules/audit.ts";
import { promptersSeeHiddenFiles } from "../../src/rules/hiddenFiles.ts";
import { KnownRoles } from "../../src/rules/KnownRoles.ts";
import { requireCommandStill } from "../../src/rules/oversight.ts";
import { suggestionsIn } from "../../src/rules/suggestions.ts";
import { TURN_CUT_BY_DEPLOY } from "../../src/rules/turn.ts";
import { NO_RATE_LIMITS, RateLimiter } from "../access/RateLimiter.ts";
import { AgentChoice } from "../agent/AgentChoice.ts";
import { Projector } from "../agent/Projector.ts";
import { SessionKeeper } from "../agent/SessionKeeper.ts";
import { SessionOpener } from "../agent/SessionOpener.ts";
import { SessionStore } from "../agent/SessionStore.ts";
import { SettingEvents } from "../agent/SettingEvents.ts";
import { SettingsChanger } from "../agent/SettingsChanger.ts";
import { SettingsStore } from "../agent/SettingsStore.ts";
import { Approvals } from "../approvals/Approvals.ts";
import { Claims } from "../approvals/Claims.ts";
import { watchForApprovers } from "../approvals/missingApprover.ts";
import { CoAuthors } from "../attachments/CoAuthors.ts";
import { PromptAuthors } from "../attachments/PromptAuthors.ts";
import { PromptDelivery } from "../attachments/PromptDelivery.ts";
import { dropExpiredAttachments, Uploads } from "../attachments/Uploads.ts";
import { AttentionOutbox } from "../attention/AttentionOutbox.ts";
import { AuditLog } from "../audit/AuditLog.ts";
import { BackgroundActivity } from "../background/BackgroundActivity.ts";
import { BatchPace } from "../broadcast/BatchPace.ts";
import { HeadAnnouncer } from "../broadcast/HeadAnnouncer.ts";
import { PatchBatcher } from "../broadcast/PatchBatcher.ts";
import { AgentContents } from "../contents/AgentContents.ts";
import { readItem } from "../database/itemTable.ts";
import { EventHub } from "../events/EventHub.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { Alarm } from "../host/Alarm.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { OpenItems } from "../items/OpenItems.ts";
import { IdlePause } from "../lifecycle/IdlePause.ts";
import { PersonErasure } from "../lifecycle/PersonErasure.ts";
import { Retention } from "../lifecycle/Retention.ts";
import { WorkspaceDestruction } from "../lifecycle/WorkspaceDestruction.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import { IgnoredFields } from "../log/IgnoredFields.ts";
import { Notes } from "../notes/Notes.ts";
import { importedNotice } from "../notices/notices.ts";
import { SessionNotices } from "../notices/SessionNotices.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { Members } from "../people/Members.ts";
import { People } from "../people/People.ts";
import { SqliteSessionPersistDriver } from "../persist/SqliteSessionPersistDriver.ts";
import { AccessExpiry } from "../presence/AccessExpiry.ts";
import { Presence } from "../presence/Presence.ts";
import { PresenceBroadcaster } from "../presence/PresenceBroadcaster.ts";
import { SessionEventListeners } from "../presence/SessionEventListeners.ts";
import { StaleConnectionCloser } from "../presence/StaleConnectionCloser.ts";
import { Questions } from "../questions/Questions.ts";
import { ReadMarks } from "../reads/ReadMarks.ts";
import { ActivityRecord } from "../reporting/ActivityRecord.ts";
import { DirectoryReporter } from "../reporting/DirectoryReporter.ts";
import { describeWorkspace } from "../reporting/describeWorkspace.ts";
import { createDirectoryCalls } from "../reporting/directoryCalls.ts";
import { destroySandbox, pauseSandbox } from "../sandbox/provider.ts";
import { PromptTracer } from "../telemetry/PromptTracer.ts";
import { Telemetry } from "../telemetry/Telemetry.ts";
import { WorkspaceImport } from "../transfer/WorkspaceImport.ts";
import { AccessReview } from "../turn/AccessReview.ts";
import { CurrentTurn } from "../turn/CurrentTurn.ts";
import { PromptQueue } from "../turn/PromptQueue.ts";
import { PromptReview } from "../turn/PromptReview.ts";
import { SteeringWheel } from "../turn/SteeringWheel.ts";
import { TurnPreemption } from "../turn/TurnPreemption.ts";
import { TurnRunner } from "../turn/TurnRunner.ts";
import { TurnSteering } from "../turn/TurnSteering.ts";
import { TurnStopper } from "../turn/TurnStopper.ts";
import { Ledger } from "../writer/Ledger.ts";
import { LiveItems } from "../writer/LiveItems.ts";
import { StorageHealth } from "../writer/StorageHealth.ts";
import { Writer } from "../writer/Writer.ts";
import { connectEvents } from "./connectEvents.ts";
import { describeStorageError } from "./describeStorageError.ts";
import { loadWorkspace } from "./loadWorkspace.ts";
import { closeAbandonedItems, lostBackgroundNotice, recoverPrompts } from "./recovery.ts";
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
	const sessionStore = new SessionStore(stored.session, events, settings.access);
	const settingsStore = new SettingsStore(stored.session.agent, settings.access, stored.chosenSettings);
	const persist = new SqliteSessionPersistDriver({ db });
	const activityRecord = new ActivityRecord(stored.activity);
	const live = new LiveItems();
	const pace = new BatchPace({ connections: host.connections });
	const batcher = new PatchBatcher({ events, seq: stored.seq, head: () => ledger.head(), pace });
	const ledger = new Ledger({ ...stored, live, openItems, batcher, events });
	const headAnnouncer = new HeadAnnouncer({
		quietMs: limits.headAfterIdleMs,
		heartbeatIntervalMs: limits.heartbeatIntervalMs,
		hasListeners: () => host.connections() > 0,
		isBatchDue: () => batcher.isBatchDue(),
		send: () => host.broadcast("workspace.head", batcher.sentHead()),
	});
	const storageHealth = new StorageHealth({ describe: describeStorageError, events, keepAwake: host.keepAwake });
	const directory = createDirectoryCalls(settings.directory, host);
	const attention = new AttentionOutbox({
		db,
		workspaceId,
		onAttention: settings.onAttention,
		isListed: directory !== null,
		onChanged: () => reporter.change(),
		access: settings.access,
		log,
		limits,
		participants: () => presence.participants(),
		isRemoved: (userId) => members.isRemoved(userId),
		wheel: () => wheel.current(),
		suggestions: () => suggestionsIn(openItems.queue()),
		keepAwake: host.keepAwake,
	});
	const audit = new AuditLog({
		maxEntries: limits.auditEntries,
		now: Date.now,
		scheduleFlush: () => writer.scheduleFlush(),
	});
	const writer: Writer = new Writer({
		db,
		ledger,
		live,
		batcher,
		pace,
		flushIntervalMs: limits.flushIntervalMs,
		requestRetentionMs: limits.requestRetentionMs,
		requireStill: (person, action) => members.requireStill(person, action),
		participants: [persist, settingsStore, sessionStore, audit, activityRecord],
		audit,
		flushStreak: new FailureStreak(log, "flush_failed"),
		health: storageHealth,
		follow: (transaction, items) => attention.follow(transaction, items),
	});

	const wheel: SteeringWheel = new SteeringWheel({
		writer,
		sessionStore,
		access: settings.access,
		attention,
		roleOf: (userId) => knownRoles.of(userId),
		participants: () => presence.participants(),
		turnId: () => currentTurn.get()?.id ?? null,
		log,
		limits,
		keepAwake: host.keepAwake,
	});

	// The agent's session.
	const promptTracer = new PromptTracer();
	const contents = new AgentContents({
		db,
		failures: new FailureStreak(log, "content_not_stored"),
		keepAwake: host.keepAwake,
	});
	const projector = new Projector({ session: stored.session, writer, events });
	const notices = new SessionNotices({ writer, wasInterrupted: stored.wasInterrupted });
	const agentChoice = new AgentChoice({
		chosen: stored.chosenAgent,
		writer,
		sessionStore,
		wheel: () => wheel.current(),
		events,
	});
	const sessionOpener = new SessionOpener({
		db,
		settings,
		workspaceId,
		writer,
		log,
		persist,
		contents,
		projector,
		agentChoice,
		events,
		sessionStore,
		settingsStore,
		tracePost: () => promptTracer.beginPost(),
	});
	const sandboxAccess = new SandboxAccessCache(limits);
	const sandboxOptions = () => ({ ...settings, workspaceId, sandboxId: sessionStore.get().sandboxId });
	const sessionKeeper = new SessionKeeper({
		events,
		store: sessionStore,
		limits,
		isNeeded: () => host.connections() > 0 || openItems.waiting().length > 0,
		open: (listener, attempt) => sessionOpener.open(listener, attempt),
	});
	const currentTurn = new CurrentTurn();
	const settingEvents = new SettingEvents({
		writer,
		turnId: () => currentTurn.get()?.id ?? null,
		known: settingsStore.withChosen(stored.session.configOptions),
	});
	const settingsChanger = new SettingsChanger({
		writer,
		keeper: sessionKeeper,
		sessionStore,
		settingsStore,
		settingEvents,
		access: settings.access,
		requireStill: (person, action) => members.requireStill(person, action),
		wheel: () => wheel.current(),
	});

	// Prompts and turns.
	const knownRoles: KnownRoles = new KnownRoles((userId) => {
		const isConnected = host.clients().some((client) => client.userId === userId);
		return isConnected || sessionStore.get().wheel?.by.userId === userId || openItems.isNeededFrom(userId);
	});
	const turnOrEntry = { get: () => currentTurn.get() ?? background.entryAsTurn() };
	const approvals = new Approvals({
		...settings.approvals,
		workspaceId,
		writer,
		open: openItems,
		current: turnOrEntry,
		log,
		limits,
		minimumRole: settings.access.answerApproval,
		knownRoles,
	});
	const promptAuthors = new PromptAuthors({ speaker: settings.speaker, known: stored.promptAuthors, log });
	const delivery = new PromptDelivery({
		db,
		authors: promptAuthors,
		coAuthors: new CoAuthors({ option: settings.coAuthors, log }),
		linksHiddenFiles: promptersSeeHiddenFiles(settings.access),
		sandboxOf: (session) => sandboxAccess.get(session.sandbox),
	});
	const requireAllowed = (prompt: PromptItem) =>
		requireCommandStill(settings.access, prompt, sessionStore.get().commands, knownRoles.of);
	const questions = new Questions({
		writer,
		open: openItems,
		current: turnOrEntry,
		log,
		limits,
		expireAfterMs: settings.approvals.expireAfterMs,
	});
	const claims = new Claims({
		writer,
		open: openItems,
		access: settings.access,
		roleOf: knownRoles.of,
		participants: () => presence.participants(),
		log,
		limits,
		keepAwake: host.keepAwake,
	});
	const promptReview = new PromptReview({
		writer,
		open: openItems,
		knownRoles,
		access: settings.access,
		log,
		limits,
		events,
		keepAwake: host.keepAwake,
	});
	promptReview.restore();
	const accessReview = new AccessReview({ promptReview, wheel, claims, attention });
	const turnRunner = new TurnRunner({
		writer,
		open: openItems,
		keeper: sessionKeeper,
		projector,
		approvals,
		delivery,
		review: promptReview,
		requireAllowed,
		questions,
		current: currentTurn,
		log,
		limits,
		keepAwake: host.keepAwake,
		events,
	});
	const background = new BackgroundActivity({
		writer,
		projector,
		store: sessionStore,
		keeper: sessionKeeper,
		approvals,
		questions,
		log,
		limits,
		isTurnRunning: () => currentTurn.get() !== null,
		isAnswerPending: () => openItems.approvals().length > 0 || openItems.questions().length > 0,
		keepAwake: host.keepAwake,
	});
	const turnStopper = new TurnStopper({
		writer,
		keeper: sessionKeeper,
		approvals,
		background,
		questions,
		current: currentTurn,
		log,
		graceMs: limits.stopGraceMs,
		unstorableBytes: () => (storageHealth.isFailing ? persist.bufferedBytes : 0),
	});
	const preemption = new TurnPreemption({
		writer,
		open: openItems,
		current: currentTurn,
		projector,
		stopper: turnStopper,
		steering: new TurnSteering({
			writer,
			open: openItems,
			keeper: sessionKeeper,
			projector,
			delivery,
			review: promptReview,
			requireAllowed,
			current: currentTurn,
			log,
			events,
		}),
		review: promptReview,
		log,
	});
	const promptQueue = new PromptQueue({
		writer,
		open: openItems,
		settings,
		batcher,
		turnId: () => currentTurn.get()?.id ?? null,
		beginAtOnce: (transaction, prompt) => turnRunner.beginAtOnce(transaction, prompt),
		commands: () => sessionStore.get().commands,
		wheel: () => wheel.current(),
		events,
	});
	const uploads = new Uploads({ db, writer, events });
	const dropExpired = () => dropExpiredAttachments({ db, log, retentionMs: limits.attachmentRetentionMs });

	// People and their connections.
	const presence = new Presence({ events, isConnected: host.isConnected });
	const presenceBroadcaster = new PresenceBroadcaster({
		connections: () => presence.connections(),
		people: () => presence.participants().length,
		patchIntervalMs: () => pace.intervalMs(),
		send: (change) => host.broadcast("workspace.presence", change),
		wake(connectionIds) {
			const head = batcher.sentHead();
			for (const client of host.clients()) if (connectionIds.includes(client.id)) client.send("workspace.head", head);
		},
		onSilent: (connectionIds) => events.emit("connectionsSilent", { connectionIds }),
	});
	const turnId = () => currentTurn.get()?.id ?? null;
	const people = new People({
		writer,
		grantOf: (userId) => members.grantOf(userId),
		participants: () => presence.participants(),
		turnId,
		keepAwake: host.keepAwake,
		log,
	});
	const { grants } = stored;
	const members = new Members({
		...{ host, writer, knownRoles, accessReview, people, audit, turnId, grants },
		access: settings.access,
		onDecided: () => reporter.change(),
		participants: () => presence.participants(),
	});
	const staleConnections = new StaleConnectionCloser({
		events,
		graceMs: MISSED_HEARTBEATS * limits.heartbeatIntervalMs,
		silenceMs: limits.idleConnectionTimeoutMs,
		clients: host.clients,
	});
	const sessionEventListeners = new SessionEventListeners();
	const readMarks = new ReadMarks({
		writer,
		clients: host.clients,
		attention,
		onMoved: () => reporter.change(),
	});
	const accessExpiry = new AccessExpiry({
		clients: host.clients,
		onClosed: (count) => log("info", "access_expired", { connections: count }),
	});
	const rateLimiter = new RateLimiter({
		limits: settings.authenticate ? limits : NO_RATE_LIMITS,
		now: () => performance.now(),
	});

	const reporter = new DirectoryReporter({
		directory,
		describe: async () => ({
			...describeWorkspace({
				workspaceId,
				session: sessionStore.get(),
				participants: presence.participants(),
				openItems,
				wheel: wheel.current(),
				isTurnRunning: currentTurn.get() !== null,
				activity: activityRecord.get(),
				access: settings.access,
			}),
			// Without it the rest is still worth knowing, above all while the storage fails.
			unread: await readMarks.countUnread().catch(() => undefined),
			attention: await attention.countWaiting().catch(() => undefined),
			grants: members.listGrants(),
		}),
		epoch: stored.startedAt,
		delayMs: limits.reportDelayMs,
		leaseMs: limits.reportLeaseMs,
		failures: new FailureStreak(log, "report_not_sent"),
	});

	// The end of the sandbox: for a while, or for good.
	const isWorking = () => currentTurn.get() !== null || openItems.waiting().length > 0 || background.isActive();
	const idlePause = new IdlePause({
		alarm: new Alarm(host.schedule, "pauseSandbox"),
		keeper: sessionKeeper,
		log,
		limits,
		isInUse: () => host.connections() > 0 || isWorking(),
		pauseSandbox: () => pauseSandbox(sandboxOptions()),
	});
	const destruction = new WorkspaceDestruction({
		host,
		keeper: sessionKeeper,
		idlePause,
		timeoutMs: limits.provisionTimeoutMs,
		leaveDirectory: () => reporter.remove(),
		removeSandbox: () => destroySandbox(sandboxOptions()),
	});

	const retention = new Retention({
		db,
		alarm: new Alarm(host.schedule, "expire"),
		log,
		limitMs: limits.destroyAfterMs,
		// A single call, such as that of a backup, is no use.
		isInUse: () => host.clients().length > 0 || isWorking(),
		destroy: (by) => destruction.destroy(by),
		now: Date.now,
	});
	const erasure = new PersonErasure({
		host,
		audit,
		writer,
		settingsChanger,
		sessionStore,
		currentTurn,
		knownRoles,
		promptReview,
		wheel,
		promptAuthors,
		readMarks,
		attention,
		reporter,
		people,
		members,
	});

	const workspaceImport = new WorkspaceImport({
		db,
		writer,
		audit,
		log,
		wasInterrupted: stored.isImporting,
		clients: () => host.clients(),
		keepAwake: host.keepAwake,
		destroy: (by) => destruction.destroy(by),
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
		audit,
		openItems,
		sessionStore,
		sessionKeeper,
		sandbox() {
			const session = sessionKeeper.current();
			return session && sandboxAccess.get(session.sandbox);
		},
		agentChoice,
		settingsChanger,
		promptQueue,
		wheel,
		currentTurn,
		turnStopper,
		approvals,
		claims,
		questions,
		notes: new Notes({ writer }),
		uploads,
		contents,
		knownRoles,
		accessReview,
		presence,
		readMarks,
		presenceBroadcaster,
		people,
		members,
		staleConnections,
		sessionEventListeners,
		accessExpiry,
		rateLimiter,
		ignoredFields: new IgnoredFields(log),
		idlePause,
		destruction,
		retention,
		erasure,
		workspaceImport,
		reporter,
		awakeSince: Date.now(),
		wake() {
			// What the start has changed reaches nobody yet. The first head says so to those who were restored.
			batcher.flush();
			host.start();
			for (const { id } of host.clients()) sessionEventListeners.add(id);
			if (!workspaceImport.start()) return;
			reporter.start();
			headAnnouncer.schedule();
			staleConnections.start();
			accessExpiry.check();
			members.closeOutdated();
			promptReview.start();
			wheel.watch();
			claims.watch();
			turnRunner.start();
			host.keepAwake(attention.start());
			host.keepAwake(retention.start());
			host.keepAwake(closeAbandonedItems({ db, log, limits, signal: stopping.signal }));
			host.keepAwake(dropExpired());
			host.keepAwake(contents.deleteIncomplete());
		},
		settle: () => turnRunner.hold(),
		async interrupt() {
			log("info", "turn_cut", { turnId: currentTurn.get()?.id });
			await turnRunner.stop();
			await writer
				.commit("drain", async ({ put }) => {
					for (const draft of recoverPrompts(openItems.prompts(), Date.now(), TURN_CUT_BY_DEPLOY)) put(draft);
				})
				// The next start finds the prompt as it is, and says that the turn was interrupted.
				.catch((error: unknown) => log("warn", "turn_cut_not_stored", { error }));
		},
		leave: () => host.sleep(),
		async sleep() {
			stopping.abort();
			workspaceImport.stop();
			staleConnections.stop();
			accessExpiry.stop();
			presenceBroadcaster.stop();
			await turnRunner.stop();
			promptReview.stop();
			wheel.stop();
			claims.stop();
			approvals.stop();
			questions.stop();
			attention.stop();
			people.stop();
			background.end();
			await sessionKeeper.stop();
			audit.stop();
			await writer.stop();
			// With people connected it does not sleep but moves. Their connections would stay open and lead nowhere.
			await Promise.all(host.clients().map((client) => client.close("moving")));
			await contents.flush();
			await reporter.close();
			headAnnouncer.stop();
			await persist.flush();
			telemetry.close();
			idlePause.disable();
			retention.end();
			log("info", "workspace_slept");
		},
	};
	connectEvents(events, {
		...workspace,
		headAnnouncer,
		promptTracer,
		promptAuthors,
		announceHead,
		projector,
		settingsStore,
		settingEvents,
		notices,
		background,
		attention,
		turnRunner,
		preemption,
		activityRecord,
		reportMissingApprover: watchForApprovers({ presence, minimumRole: settings.access.answerApproval, log }),
		dropExpiredAttachments: dropExpired,
	});
	const interrupted = recoverPrompts(stored.openPrompts, Date.now());
	const lostNotice = lostBackgroundNotice(stored.lostBackground);
	await writer.commit("recover", async ({ put, tx, audit: record }) => {
		for (const draft of interrupted) put(draft);
		if (stored.imported) {
			put(importedNotice(stored.imported));
			const { workspaceId: target } = stored.imported.header;
			record(createAct({ actor: "host", action: "importWorkspace", target }));
		}
		if (lostNotice && !(await readItem(tx, lostNotice.id))) put(lostNotice);
	});
	telemetry.observe({
		queueLength: () => openItems.waiting().length,
		waitingSince: (kind) =>
			(kind === "approval" ? openItems.approvals() : openItems.questions()).map(({ createdAt }) => createdAt),
	});
	return workspace;
}
