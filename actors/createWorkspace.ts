import { actor, event } from "rivetkit";
import { db } from "rivetkit/db";
import {
	type ChatUserEvent,
	type DestroyedEvent,
	type Head,
	type PatchBatch,
	reachesRole,
} from "../src/protocol/index.ts";
import { admit } from "./access/admit.ts";
import type { Identity } from "./access/identity.ts";
import { requireFewConnections } from "./access/requireFewConnections.ts";
import { requireWorkspaceId } from "./access/requireWorkspaceId.ts";
import { ACTIONS } from "./actions/actions.ts";
import { migrate } from "./database/migrate.ts";
import { createWorkspaceLog } from "./log/createWorkspaceLog.ts";
import { warnOpen } from "./log/warnOpen.ts";
import { parseWorkspaceOptions } from "./options/parseWorkspaceOptions.ts";
import type { WorkspaceOptions } from "./options/workspaceOptions.ts";
import { createHost } from "./runtime/createHost.ts";
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
 *   `authenticate` nor `open: true`.
 * @example
 * const workspace = createWorkspace({
 * 	agent: "claude",
 * 	sandbox: local({ cwd: "/srv/site" }),
 * 	authenticate: async ({ params }) => {
 * 		const user = await verifyToken(params);
 * 		return user && { userId: user.id, name: user.name, role: "editor" };
 * 	},
 * });
 * const registry = setup({ use: { workspace } });
 * registry.start();
 */
export function createWorkspace(options: WorkspaceOptions): WorkspaceDefinition {
	const settings = parseWorkspaceOptions(options);
	const { limits, authenticate, access, onLog } = settings;
	// Who may not read it may not listen to it either.
	const forReaders = { canSubscribe: ({ conn }: Listener) => reachesRole(conn.state.role, access.sync) };

	return actor({
		options: {
			name: "Workspace",
			actionTimeout: limits.actionMs,
			sleepTimeout: limits.sleepAfterMs,
		},
		db: db({ onMigrate: migrate }),
		events: {
			"workspace.patches": event<PatchBatch>(forReaders),
			"workspace.head": event<Head>(forReaders),
			"workspace.destroyed": event<DestroyedEvent>(),
			"chat.user": event<ChatUserEvent>(forReaders),
			"session.event": event<unknown>(forReaders),
		},
		createVars(context) {
			const log = createWorkspaceLog(context.key.join("/"), context.log, onLog);
			if (!authenticate) warnOpen(log);
			return openWorkspace(createHost(context, log), settings);
		},
		async createConnState(context, params: unknown) {
			const workspaceId = requireWorkspaceId(context.key);
			const { host } = context.vars;
			return admit(authenticate, { params, workspaceId, request: context.request }, host.log);
		},
		onConnect({ vars }, connection) {
			if (!connection.isHibernatable) return;
			if (authenticate) requireFewConnections(vars, connection, limits.connectionsPerPerson);
			vars.rollCall.hear(connection.id);
		},
		onWake: ({ vars }) => vars.wake(),
		onDisconnect({ vars }, connection) {
			vars.rollCall.leave(connection.id);
			vars.presence.leave(connection.id);
			vars.rest.postpone();
		},
		onSleep: ({ vars }) => vars.sleep(),
		async onDestroy({ vars }) {
			await vars.sleep();
			await vars.ending.cleanUp();
		},
		actions: ACTIONS,
	});
}
