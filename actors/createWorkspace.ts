import { actor, event } from "rivetkit";
import { db } from "rivetkit/db";
import {
	type ChatUserEvent,
	type Head,
	isAtLeastRole,
	type PatchBatch,
	type WorkspaceDestroyedEvent,
} from "../src/protocol/index.ts";
import { authenticateConnection } from "./access/admit.ts";
import type { Identity } from "./access/identity.ts";
import { enforceConnectionLimit } from "./access/requireFewConnections.ts";
import { requireWorkspaceId } from "./access/requireWorkspaceId.ts";
import { ACTIONS } from "./actions/actions.ts";
import { migrate } from "./database/migrate.ts";
import { createWorkspaceLog } from "./log/createWorkspaceLog.ts";
import { warnUnauthenticated } from "./log/warnOpen.ts";
import { parseWorkspaceOptions } from "./options/parseWorkspaceOptions.ts";
import type { WorkspaceOptions } from "./options/workspaceOptions.ts";
import { createWorkspaceHost } from "./runtime/createHost.ts";
import { openWorkspace } from "./runtime/openWorkspace.ts";
import type { WorkspaceDefinition } from "./workspaceDefinition.ts";

interface Listener {
	readonly conn: { readonly state: Identity };
}

/**
 * Makes the workspace actor: one session with one agent that several people share, each with the same timeline.
 * Register it under the name `workspace`. Each actor key, of one part of 1 to 128 bytes, is a workspace.
 *
 * Making it starts nothing. An agent is started when somebody opens the workspace or prompts it.
 *
 * @throws {TypeError} When an option is unknown or not what it should be, and in production when there is neither
 *   `authenticate` nor `allowUnauthenticated: true`.
 * @example
 * const workspace = createWorkspace({
 * 	agent: "claude",
 * 	sandbox: local({ cwd: "/srv/site" }),
 * 	authenticate: async ({ params }) => {
 * 		const user = await verifyToken(params);
 * 		return user && { userIdSchema: user.id, name: user.name, role: "editor" };
 * 	},
 * });
 * const registry = setup({ use: { workspace } });
 * registry.start();
 */
export function createWorkspace(options: WorkspaceOptions): WorkspaceDefinition {
	const settings = parseWorkspaceOptions(options);
	const { limits, authenticate, access, onLog } = settings;
	// Who may not read it may not listen to it either.
	const forReaders = { canSubscribe: ({ conn }: Listener) => isAtLeastRole(conn.state.role, access.sync) };

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
			"workspace.destroyed": event<WorkspaceDestroyedEvent>(),
			"chat.user": event<ChatUserEvent>(forReaders),
			"session.event": event<unknown>(forReaders),
		},
		createVars(context) {
			const log = createWorkspaceLog(context.key.join("/"), context.log, onLog);
			if (!authenticate) warnUnauthenticated(log);
			return openWorkspace(createWorkspaceHost(context, log), settings);
		},
		async createConnState(context, params: unknown) {
			const workspaceId = requireWorkspaceId(context.key);
			const { host } = context.vars;
			return authenticateConnection(authenticate, { params, workspaceId, request: context.request }, host.log);
		},
		onConnect({ vars }, connection) {
			if (!connection.isHibernatable) return;
			if (authenticate) enforceConnectionLimit(vars, connection, limits.connectionsPerPerson);
			vars.staleConnections.recordActivity(connection.id);
		},
		onWake: ({ vars }) => vars.wake(),
		onDisconnect({ vars }, connection) {
			vars.staleConnections.forget(connection.id);
			vars.presence.leave(connection.id);
			vars.idlePause.postpone();
		},
		onSleep: ({ vars }) => vars.sleep(),
		async onDestroy({ vars }) {
			await vars.sleep();
			await vars.destruction.cleanUp();
		},
		actions: ACTIONS,
	});
}
