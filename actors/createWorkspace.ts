import { actor, event } from "rivetkit";
import { db } from "rivetkit/db";
import {
	type ChatUserEvent,
	type Head,
	isAtLeastRole,
	type PatchBatch,
	type PresenceChange,
	type ReadMark,
	type WorkspaceDestroyedEvent,
} from "../src/protocol/index.ts";
import { databaseNewerRefusal, Refusal, tooManyConnectionsRefusal } from "../src/rules/refusals.ts";
import { authenticateAdmin, isAdmin } from "./access/admin.ts";
import { restoreNumbers, splitInvite } from "./access/connectionParams.ts";
import { authenticateConnection, type Identity, requireOrigin, requireWorkspaceId } from "./access/identity.ts";
import { authenticateServer } from "./access/serverProof.ts";
import { ACTION_HANDLERS } from "./actions/actions.ts";
import { migrate, readNewerSteps } from "./database/migrations.ts";
import { toUserError } from "./errors/refusal.ts";
import { createWorkspaceHost } from "./host/workspaceHost.ts";
import { workspaceDrain } from "./lifecycle/drain.ts";
import { Generations, requireVars, varsOf } from "./lifecycle/Generations.ts";
import { createWorkspaceLog, warnUnauthenticated } from "./log/workspaceLog.ts";
import { parseWorkspaceOptions, type WorkspaceOptions, type WorkspaceSettings } from "./options/workspaceOptions.ts";
import { OpenedWorkspace } from "./runtime/OpenedWorkspace.ts";
import { openWorkspace } from "./runtime/openWorkspace.ts";
import type { Workspace } from "./runtime/workspace.ts";
import type { WorkspaceDefinition } from "./runtime/workspaceDefinition.ts";
import { applyEngineDefaults } from "./server/engineDefaults.ts";

interface NewConnection {
	readonly id: string;
	readonly state: Identity;
}

/** @throws `rate_limited` when the person has `limit` other connections that were active; 0 is no limit. */
function enforceConnectionLimit(
	{ host, staleConnections }: Workspace,
	{ id, state }: NewConnection,
	limit: number,
): void {
	const isOther = (other: { readonly id: string; readonly userId: string }) =>
		other.userId === state.userId && other.id !== id && staleConnections.wasActive(other.id);
	if (limit === 0 || host.clients().filter(isOther).length < limit) return;
	throw toUserError(tooManyConnectionsRefusal(limit));
}

async function end(opened: OpenedWorkspace): Promise<void> {
	const workspace = opened.get();
	if (workspace) workspaceDrain.delete(workspace);
	await opened.sleep();
}

/** Only errors of Rivet's own kind reach the page. */
async function refuseAsUserError<Value>(asked: Promise<Value>): Promise<Value> {
	try {
		return await asked;
	} catch (error) {
		throw error instanceof Refusal ? toUserError(error) : error;
	}
}

interface Listener {
	readonly conn: { readonly id: string; readonly state: Identity };
	readonly vars: OpenedWorkspace;
	sleep(): void;
}

/** With a stack that begins where the host has written the options. */
function parseOptions<Params>(options: WorkspaceOptions<Params>): WorkspaceSettings {
	try {
		return parseWorkspaceOptions(options);
	} catch (error) {
		if (error instanceof TypeError) Error.captureStackTrace(error, createWorkspace);
		throw error;
	}
}

/**
 * Creates the workspace actor: one session with one agent, shared by several people who all see the same timeline.
 * Register it under the name `workspace`. Each actor key is a workspace: one part of 1 to 128 bytes without
 * commas.
 *
 * Creating it starts nothing. An agent is started when somebody opens a workspace or prompts it.
 *
 * @throws {TypeError} When an option is unknown or invalid, when an entry of `origins` is not an origin, and in
 *   production when there is neither `authenticate` nor `allowUnauthenticated: true`.
 * @example
 * const workspace = createWorkspace({
 * 	agent: "claude",
 * 	sandbox: local({ cwd: "/srv/site" }),
 * 	authenticate: async ({ params }) => {
 * 		const user = await verifyToken(params);
 * 		return user && { userId: user.id, name: user.name, role: "editor" };
 * 	},
 * });
 * await serve({ use: { workspace } });
 */
export function createWorkspace<Params = unknown>(options: WorkspaceOptions<Params>): WorkspaceDefinition {
	const settings = parseOptions(options);
	applyEngineDefaults();
	const { limits, authenticate, isOriginAllowed, access, onLog } = settings;
	const generations = new Generations<OpenedWorkspace>(end);
	// Only clients that may read the timeline may receive its changes.
	const forReaders = {
		canSubscribe(listener: Listener) {
			// To refuse is final for a page, so an actor that has lost what it holds says that it starts again.
			const workspace = requireVars(listener).get();
			const identity = listener.conn.state;
			const role = workspace ? workspace.members.roleOver(identity) : identity.role;
			return role !== null && isAtLeastRole(role, access.sync);
		},
	};
	const forEventListeners = {
		canSubscribe(listener: Listener) {
			if (!forReaders.canSubscribe(listener)) return false;
			requireVars(listener).get()?.sessionEventListeners.add(listener.conn.id);
			return true;
		},
	};

	return actor({
		options: {
			name: "Workspace",
			actionTimeout: limits.actionTimeoutMs,
			sleepTimeout: limits.sleepAfterMs,
		},
		db: db({ onMigrate: migrate }),
		events: {
			"workspace.patches": event<PatchBatch>(forReaders),
			"workspace.head": event<Head>(forReaders),
			"workspace.read": event<ReadMark>(forReaders),
			"workspace.presence": event<PresenceChange>(forReaders),
			"workspace.destroyed": event<WorkspaceDestroyedEvent>(),
			"chat.user": event<ChatUserEvent>(forReaders),
			"session.event": event<unknown>(forEventListeners),
		},
		createVars(context) {
			const log = createWorkspaceLog(context.key.join("/"), context.log, onLog);
			const open = async () => {
				if (!authenticate) warnUnauthenticated(log);
				const host = createWorkspaceHost(context, log);
				const newerSteps = await readNewerSteps(host.db);
				if (newerSteps > 0) {
					log("error", "workspace_newer", { steps: newerSteps });
					return new OpenedWorkspace(host, databaseNewerRefusal());
				}
				const workspace = await openWorkspace(host, settings);
				workspaceDrain.add(workspace);
				return new OpenedWorkspace(host, workspace);
			};
			return generations.open(context.actorId, open, () => log("warn", "earlier_generation"));
		},
		async createConnState(context, received: unknown) {
			const { request } = context;
			const vars = requireVars(context);
			const { invite, params } = splitInvite(restoreNumbers(received));
			const workspaceId = requireWorkspaceId(context.key);
			requireOrigin(request, { isOriginAllowed, isOpen: authenticate === undefined, log: vars.host.log });
			const { log } = vars.host;
			const admin = authenticateAdmin({ params, adminKey: settings.adminKey, request }, log);
			if (admin) return admin;
			const server = authenticateServer(
				{ params, key: settings.directory?.key, request, from: "directory", called: workspaceId },
				log,
			);
			if (server) return server.identity;
			const askedAt = vars.get()?.knownRoles.revocations();
			const person = await authenticateConnection(authenticate, { params, workspaceId, request }, log);
			const { knownRoles, accessReview, members } = vars.requireForPerson();
			const identity = await refuseAsUserError(members.admit(person, access.roles === "workspace" ? invite : null));
			knownRoles.record(identity, askedAt);
			accessReview.check();
			return identity;
		},
		onConnect(context, connection) {
			if (!connection.isHibernatable) return;
			const workspace = requireVars(context).require();
			if (authenticate) enforceConnectionLimit(workspace, connection, limits.connectionsPerPerson);
			workspace.staleConnections.recordActivity(connection.id);
			workspace.accessExpiry.check();
			if (!isAdmin(connection.state)) workspace.events.emit("clientConnected", { connectionId: connection.id });
		},
		onWake: (context) => varsOf(context)?.wake(),
		onDisconnect(context, connection) {
			varsOf(context)?.get()?.events.emit("clientDisconnected", {
				connectionId: connection.id,
				isCall: !connection.isHibernatable,
			});
		},
		onSleep: ({ actorId }) => generations.end(actorId),
		async onDestroy({ actorId }) {
			const opened = generations.find(actorId);
			try {
				await generations.end(actorId);
			} finally {
				await opened?.get()?.destruction.cleanUp();
			}
		},
		actions: ACTION_HANDLERS,
	});
}
