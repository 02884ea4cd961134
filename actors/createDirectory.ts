import { actor, event } from "rivetkit";
import { db } from "rivetkit/db";
import type { DirectoryPatchBatch, Head } from "../src/protocol/index.ts";
import { databaseNewerRefusal } from "../src/rules/refusals.ts";
import { restoreNumbers } from "./access/connectionParams.ts";
import { authenticateConnection, requireOrigin, requireWorkspaceId } from "./access/identity.ts";
import { NO_RATE_LIMITS, RateLimiter } from "./access/RateLimiter.ts";
import { authenticateServer } from "./access/serverProof.ts";
import { readNewerSteps, runSteps } from "./database/migrations.ts";
import { watchDatabase } from "./database/watchDatabase.ts";
import { ConnectionCare } from "./directory/ConnectionCare.ts";
import { Directory } from "./directory/Directory.ts";
import type { DirectoryCaller, DirectoryDefinition } from "./directory/directoryDefinition.ts";
import { DIRECTORY_HANDLERS } from "./directory/directoryHandlers.ts";
import { createDirectoryHost } from "./directory/directoryHost.ts";
import { type DirectoryOptions, type DirectorySettings, parseDirectoryOptions } from "./directory/directoryOptions.ts";
import { DIRECTORY_MIGRATIONS } from "./directory/directoryTables.ts";
import { OpenedDirectory } from "./directory/OpenedDirectory.ts";
import { createWorkspaceCalls } from "./directory/workspaceCalls.ts";
import { restart } from "./host/restart.ts";
import { Generations, requireVars, varsOf } from "./lifecycle/Generations.ts";
import { createWorkspaceLog, warnUnauthenticated } from "./log/workspaceLog.ts";
import { applyEngineDefaults } from "./server/engineDefaults.ts";

/** With a stack that begins where the host has written the options. */
function parseOptions<Params>(options: DirectoryOptions<Params>): DirectorySettings {
	try {
		return parseDirectoryOptions(options);
	} catch (error) {
		if (error instanceof TypeError) Error.captureStackTrace(error, createDirectory);
		throw error;
	}
}

interface Listener {
	readonly conn: { readonly state: DirectoryCaller };
}

/**
 * Creates the directory actor: the list of a tenant's workspaces, with what each does at the moment, for a page that shows
 * many of them. Register it under the name `directory`. Each actor key is a tenant: one part of 1 to 128 bytes without
 * commas.
 *
 * The workspaces report to it by themselves, when `createWorkspace` has the option `directory`.
 *
 * @throws {TypeError} When an option is unknown or invalid, and in production without `authenticate` or `key`.
 * @example
 * const key = process.env.WORKSPACE_CHAT_DIRECTORY_KEY;
 * const workspace = createWorkspace({ sandbox: local(), directory: { tenantOf: (id) => id.split("/")[0] ?? null, key } });
 * const directory = createDirectory({ key, newWorkspaceId: ({ tenant }) => `${tenant}/${crypto.randomUUID()}` });
 * await serve({ use: { workspace, directory } });
 */
export function createDirectory<Params = unknown>(options: DirectoryOptions<Params> = {}): DirectoryDefinition {
	const settings = parseOptions(options);
	applyEngineDefaults();
	const { authenticate, isOriginAllowed, key, limits } = settings;
	const generations = new Generations<OpenedDirectory>((opened) => opened.end());
	const forPeople = { canSubscribe: ({ conn }: Listener) => conn.state.workspaceId === null };

	return actor({
		options: { name: "Directory", sleepTimeout: limits.sleepAfterMs },
		db: db({ onMigrate: (database) => runSteps(database, DIRECTORY_MIGRATIONS) }),
		events: {
			"directory.patches": event<DirectoryPatchBatch>(forPeople),
			"directory.head": event<Head>(forPeople),
		},
		createVars(context) {
			const tenant = context.key.join("/");
			const log = createWorkspaceLog(tenant, context.log, settings.onLog);
			const open = async () => {
				if (!authenticate) warnUnauthenticated(log);
				const newerSteps = await readNewerSteps(context.db, DIRECTORY_MIGRATIONS);
				if (newerSteps > 0) {
					log("error", "workspace_newer", { steps: newerSteps });
					return new OpenedDirectory(log, databaseNewerRefusal());
				}
				const db = watchDatabase(context.db, () => restart(context));
				const host = createDirectoryHost(context, log);
				const workspaces = createWorkspaceCalls({ ...settings, tenant, client: host.client });
				const directory = new Directory({ ...host, tenant, db, log, settings, workspaces });
				const care = new ConnectionCare({ clients: host.connections, log, silenceMs: limits.idleConnectionTimeoutMs });
				const rateLimiter = new RateLimiter({
					limits: authenticate ? { ...NO_RATE_LIMITS, actionsPerMinute: limits.actionsPerMinute } : NO_RATE_LIMITS,
					now: () => performance.now(),
				});
				return new OpenedDirectory(log, { directory, care, rateLimiter });
			};
			return generations.open(context.actorId, open, () => log("warn", "earlier_generation"));
		},
		async createConnState(context, received: unknown): Promise<DirectoryCaller> {
			const { request, key: actorKey } = context;
			const vars = requireVars(context);
			const params = restoreNumbers(received);
			const tenant = requireWorkspaceId(actorKey);
			requireOrigin(request, { isOriginAllowed, isOpen: authenticate === undefined, log: vars.log });
			const server = authenticateServer({ params, key, request, from: "workspace", called: tenant }, vars.log);
			if (server) return { ...server.identity, workspaceId: server.id };
			const identity = await authenticateConnection(authenticate, { params, workspaceId: tenant, request }, vars.log);
			vars.require();
			return { ...identity, workspaceId: null };
		},
		onConnect(context, connection) {
			if (connection.isHibernatable) requireVars(context).require().care.open(connection.id);
		},
		onWake(context) {
			const opened = varsOf(context)?.get();
			opened?.care.start();
			opened?.directory.wake();
		},
		onDisconnect(context, connection) {
			const opened = varsOf(context)?.get();
			opened?.care.forget(connection.id);
			opened?.directory.disconnect(connection.id);
		},
		onSleep: ({ actorId }) => generations.end(actorId),
		actions: DIRECTORY_HANDLERS,
	});
}
