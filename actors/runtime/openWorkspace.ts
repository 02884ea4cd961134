import { createRateLimiter, NO_RATE_LIMITS } from "../access/createRateLimiter.ts";
import { createChoices } from "../agent/createChoices.ts";
import { createChooser } from "../agent/createChooser.ts";
import { createProjector } from "../agent/createProjector.ts";
import { createSessionKeeper } from "../agent/createSessionKeeper.ts";
import { createSessionListener } from "../agent/createSessionListener.ts";
import { restoreChoices } from "../agent/restoreChoices.ts";
import { createApprovals } from "../approvals/createApprovals.ts";
import { createDelivery } from "../attachments/createDelivery.ts";
import { createSweeper } from "../attachments/createSweeper.ts";
import { createUploads } from "../attachments/createUploads.ts";
import { createEnding } from "../life/createEnding.ts";
import { createSandboxRest } from "../life/createSandboxRest.ts";
import { createRestAlarm } from "../life/restAlarm.ts";
import { createSessionNotices } from "../notices/createSessionNotices.ts";
import { settingsLostNotice } from "../notices/sessionNotices.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { SqliteSessionPersistDriver } from "../persist/SqliteSessionPersistDriver.ts";
import { createPresence } from "../presence/createPresence.ts";
import { createRollCall } from "../presence/createRollCall.ts";
import { createPrompts } from "../prompts/createPrompts.ts";
import { destroySandbox } from "../sandbox/destroySandbox.ts";
import { pauseSandbox } from "../sandbox/pauseSandbox.ts";
import { createAgentServerNote } from "../session/agentServer.ts";
import { openAgentSession } from "../session/openAgentSession.ts";
import { createTelemetry } from "../telemetry/createTelemetry.ts";
import { createCurrentTurn } from "../turn/createCurrentTurn.ts";
import { createSteering } from "../turn/createSteering.ts";
import { createTurnRunner } from "../turn/createTurnRunner.ts";
import { createTurnStopper } from "../turn/createTurnStopper.ts";
import { createTidying } from "./createTidying.ts";
import { loadWorkspace } from "./loadWorkspace.ts";
import { openTimeline } from "./openTimeline.ts";
import { recover } from "./recover.ts";
import type { Workspace } from "./workspace.ts";
import type { WorkspaceHost } from "./workspaceHost.ts";

/** A client that hears nothing for so many replaces its connection; one that is not heard for so long is gone. */
const SILENT_INTERVALS = 2;

/** Wakes a workspace from its database. Never waits for the sandbox: that comes when somebody needs the agent. */
export async function openWorkspace(port: WorkspaceHost, settings: WorkspaceSettings): Promise<Workspace> {
	const { limits } = settings;
	const telemetry = createTelemetry(port.log);
	const host = { ...port, log: telemetry.log };
	const stored = await loadWorkspace(host.db, settings);
	const persist = new SqliteSessionPersistDriver({ db: host.db });
	const choices = createChoices(settings.agent, stored.choices);
	const { writer, open, facts, ...timeline } = openTimeline(host, settings, stored, [persist, choices], (item) => {
		if (item.kind === "approval") telemetry.noteApproval(item);
	});
	const interrupted = recover(stored.openPrompts, Date.now());
	await writer.commit("recover", async (act) => interrupted.forEach((draft) => void act.put(draft)));

	const current = createCurrentTurn();
	const presence = createPresence({
		onChange: (participants) => writer.tell({ kind: "participants", participants }),
		isConnected: host.isConnected,
		onConnections: telemetry.noteConnections,
	});
	const rollCall = createRollCall({
		graceMs: SILENT_INTERVALS * limits.heartbeatMs,
		silenceMs: limits.silentConnectionMs,
		clients: host.clients,
		onClosed(connections) {
			host.log("info", "connections_closed", { connections });
			rest.postpone();
		},
	});
	const approvals = createApprovals({
		...settings.approvals,
		workspaceId: host.workspaceId,
		writer,
		open,
		current,
		log: host.log,
		limits,
		leastRole: settings.access.answer,
	});
	const projector = createProjector(stored.session, (change) => {
		if (change.kind !== "session") return writer.stream([change]);
		facts.change(change.change);
		// A session that is being opened tells its own settings first.
		if (keeper.current()) choices.follow(facts.get().configOptions);
	});
	const notices = createSessionNotices({
		wasCut: stored.wasCut,
		isTurnRunning: () => current.get() !== null,
		tell: (item) => writer.stream([{ kind: "item", item }]),
	});
	const agentServer = createAgentServerNote(host.db);
	const keeper = createSessionKeeper({
		async open(listener, signal) {
			projector.takeOver();
			const session = await openAgentSession({ ...known(), persist, agentServer, signal }, listener);
			const lost = await restoreChoices(session, choices);
			if (lost.length > 0) writer.stream([{ kind: "item", item: settingsLostNotice(lost) }]);
			return session;
		},
		listener: createSessionListener({
			host,
			writer,
			projector,
			approvals,
			session: () => keeper.current(),
			turnId: () => current.get()?.id ?? null,
			onLost: telemetry.noteLostUpdates,
			onProgress: () => steering.giveWay(),
		}),
		facts,
		limits,
		isNeeded: () => host.connections() > 0 || open.queue().length > 0,
		onFault(fault) {
			host.log("error", "session_failed", { code: fault.code, turnId: current.get()?.id });
			notices.lost(fault);
		},
		onReady(session) {
			projector.settleMemory(session.origin === "restored");
			notices.back(session);
			rest.postpone();
			runner.kick();
		},
	});
	const known = () => ({ ...settings, workspaceId: host.workspaceId, sandboxId: facts.get().sandboxId });
	const rest = createSandboxRest({
		alarm: createRestAlarm(host.schedule),
		keeper,
		log: host.log,
		limits,
		isUsed: () => host.connections() > 0 || current.get() !== null || open.queue().length > 0,
		pause: () => pauseSandbox(known()),
	});
	const ending = createEnding({
		host,
		keeper,
		rest,
		limitMs: limits.provisionMs,
		removeSandbox: () => destroySandbox(known()),
	});
	const sweep = createSweeper({ db: host.db, log: host.log, keepMs: limits.keepAttachmentsMs });
	const tidying = createTidying({ db: host.db, log: host.log, limits });
	const attachments = createUploads({ writer, onBegin: () => host.keepAwake(sweep()) });
	const runner = createTurnRunner({
		writer,
		open,
		keeper,
		projector,
		approvals,
		delivery: createDelivery(host.db),
		current,
		log: host.log,
		limits,
		keepAwake: host.keepAwake,
		onTurnEnd(turn) {
			telemetry.noteTurn(turn);
			timeline.announce();
			rest.postpone();
		},
	});
	const stopper = createTurnStopper({
		writer,
		keeper,
		approvals,
		current,
		log: host.log,
		graceMs: limits.cancelGraceMs,
	});
	const steering = createSteering({ writer, open, current, projector, stopper, log: host.log });
	const prompts = createPrompts({
		writer,
		open,
		settings,
		turnId: () => current.get()?.id ?? null,
		onPrompt({ by, text, createdAt }) {
			telemetry.notePrompt();
			host.broadcast("chat.user", { userId: by.userId, text, createdAt });
			runner.kick();
			steering.giveWay();
		},
	});

	return {
		host,
		settings,
		writer,
		open,
		facts,
		limiter: createRateLimiter({
			limits: settings.authenticate ? limits : NO_RATE_LIMITS,
			now: () => performance.now(),
		}),
		presence,
		rollCall,
		attachments,
		prompts,
		approvals,
		current,
		stopper,
		keeper,
		chooser: createChooser({ writer, keeper, facts, choices }),
		rest,
		ending,
		telemetry,
		wokenAt: Date.now(),
		wake() {
			timeline.announce();
			rollCall.begin();
			runner.kick();
			host.keepAwake(tidying.run());
			host.keepAwake(sweep());
		},
		async sleep() {
			rollCall.stop();
			runner.stop();
			tidying.stop();
			approvals.stop();
			await keeper.stop();
			await timeline.stop();
			await persist.flush();
			telemetry.noteConnections(0);
			host.log("info", "workspace_slept");
		},
	};
}
