import { UserError } from "rivetkit";
import type { ActionName, ActionRequest, ActionResponse } from "../../src/protocol/index.ts";
import { requireAction } from "../../src/rules/access.ts";
import { isRecordedRefusal, refusedAct } from "../../src/rules/audit.ts";
import { connectionClosedRefusal, Refusal, unauthenticatedRefusal } from "../../src/rules/refusals.ts";
import { invalidArgumentRefusal, parseRequest } from "../../src/rules/requests.ts";
import { isAdmin } from "../access/admin.ts";
import { hasExpired, type Identity } from "../access/identity.ts";
import { findRequest } from "../database/requestTable.ts";
import { isDatabaseClosed } from "../database/watchDatabase.ts";
import { refusal, toUserError } from "../errors/refusal.ts";
import { INTERNAL_ERROR } from "../errors/sessionErrors.ts";
import { requireVars, stoppingError } from "../lifecycle/Generations.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { describeStorageError } from "../runtime/describeStorageError.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../runtime/workspaceDefinition.ts";
import type { Writer } from "../writer/Writer.ts";

/** Passes refusals on as they are. Any other error is logged here and reaches the caller as `internal`. */
export async function maskInternalErrors<T>(log: WorkspaceLog, action: string, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (error) {
		if (error instanceof UserError) throw error;
		if (error instanceof Refusal) throw toUserError(error);
		// The actor starts again, and the call can be repeated.
		if (isDatabaseClosed(error)) throw stoppingError();
		const storage = await describeStorageError(error);
		if (storage) throw refusal(storage);
		log("error", "action_failed", { action, error });
		throw refusal(INTERNAL_ERROR);
	}
}

/** A call of an action. Its request has not been parsed. */
interface ActionCall {
	readonly userId: string;
	readonly action: ActionName;
	readonly args: readonly unknown[];
}

/**
 * The first response to this very request, if it was accepted before; else null. It waits for the commits before it, so
 * that a repeat which overtakes its first attempt finds the response.
 */
async function findFirstResponse<Response>(
	writer: Pick<Writer, "read">,
	{ userId, action, args }: ActionCall,
): Promise<{ readonly response: Response } | null> {
	const request = parseOrNull(action, args);
	if (request === null || !("clientId" in request) || typeof request.clientId !== "string") return null;
	const repeat = { userId, action, request: { ...request, clientId: request.clientId } };
	return (await writer.read("repeat", (tx) => findRequest<Response>(tx, repeat))).rows;
}

/** Null when the action does not accept the arguments: a repeat is always accepted. */
function parseOrNull(action: ActionName, args: readonly unknown[]): object | null {
	try {
		return parseArguments(action, args) ?? null;
	} catch {
		return null;
	}
}

/**
 * The one argument of an action, parsed by the action's schema.
 *
 * @throws {Refusal} `invalid_argument` that names the field.
 */
export function parseArguments<Name extends ActionName>(name: Name, args: readonly unknown[]): ActionRequest<Name> {
	if (args.length > 1) throw invalidArgumentRefusal({ message: "It takes one argument", field: null });
	return parseRequest(name, args[0]);
}

/** Who calls an action: stamped from the connection, never taken from the request. */
export interface Caller extends Identity {
	/** Null for a stateless call. */
	readonly connectionId: string | null;
}

/** An action as Rivet calls it: with arguments that have not been parsed. */
type ActionHandler<Name extends ActionName> = (
	context: WorkspaceContext,
	...args: unknown[]
) => Promise<ActionResponse<Name>>;

/**
 * Makes the handler of an action: rate limit and role are checked first, then the request is parsed by the action's
 * schema, then `run` does the work. All errors leave it as codes.
 *
 * A caller who is refused by rate or role still gets the first response to a request that was accepted before: a client
 * that repeats it has to learn that it has acted.
 */
export function createActionHandler<Name extends ActionName>(
	name: Name,
	run: (workspace: Workspace, caller: Caller, request: ActionRequest<Name>) => Promise<ActionResponse<Name>>,
): ActionHandler<Name> {
	return (context, ...args) => {
		return maskInternalErrors(requireVars(context).host.log, name, async () => {
			const workspace = context.vars.require();
			requireOpenConnection(workspace, context);
			const caller = toCaller(workspace, context);
			const call = { userId: caller.userId, action: name, args };
			return auditRefusals(workspace, call, async () => {
				const refused = checkAccess(workspace, caller, name);
				if (!refused) {
					const request = parseArguments(name, args);
					workspace.ignoredFields.report(name, args[0], request);
					return run(workspace, caller, request);
				}
				// Finding the first response costs about as much as an action, so it has the same rate limit.
				workspace.rateLimiter.consume(`repeats of ${caller.userId}`, "actions");
				const before = await findFirstResponse<ActionResponse<Name>>(workspace.writer, call);
				if (before) return before.response;
				throw refused.error;
			});
		});
	};
}

/** What is carried out is recorded where it is stored; what is refused, here, whichever part of the action refuses it. */
async function auditRefusals<T>({ audit }: Workspace, call: ActionCall, run: () => Promise<T>): Promise<T> {
	const { userId, action, args } = call;
	try {
		return await run();
	} catch (error) {
		const code = error instanceof Refusal ? error.info.code : error instanceof UserError ? error.code : null;
		if (code !== null && isRecordedRefusal(action, code)) {
			const acting = { userId: isAdmin({ userId }) ? null : userId, action };
			audit.recordRefusal(refusedAct(acting, parseOrNull(action, args), code));
		}
		throw error;
	}
}

const EXPIRY_GRACE_MS = 2_000;

function checkAccess(
	{ rateLimiter, settings, workspaceImport }: Workspace,
	caller: Caller,
	name: ActionName,
): { readonly error: unknown } | null {
	try {
		// Its connection is about to be closed. A call that was sent a moment before should not fail for it.
		if (hasExpired(caller, Date.now() - EXPIRY_GRACE_MS)) throw unauthenticatedRefusal();
		if (!isAdmin(caller) || name !== "destroyWorkspace") workspaceImport.requireNone();
		if (!isAdmin(caller)) rateLimiter.consume(caller.userId, name === "updatePresence" ? "presence" : "actions");
		requireAction(settings.access, caller, name);
		return null;
	} catch (error) {
		return { error };
	}
}

/**
 * Rivet leaves the socket open when a connection is closed while it is being set up. Its client would go on with the role
 * that it had, and receive no changes. By the first call it is set up, so that the socket can be closed. The same goes for
 * a connection of somebody whose access has ended, and which was opened before: nobody may act with it.
 *
 * @throws {Refusal} `connection_lost`: the client connects again, and `authenticate` is asked.
 */
function requireOpenConnection({ host, knownRoles }: Workspace, { conn }: Pick<WorkspaceContext, "conn">): void {
	const isRevoked = !isAdmin(conn.state) && knownRoles.of(conn.state.userId) === null;
	if (!isRevoked && (!conn.isHibernatable || host.isConnected(conn.id))) return;
	conn.disconnect("workspace.closed").catch((error: unknown) => host.log("warn", "disconnect_failed", { error }));
	throw connectionClosedRefusal();
}

function toCaller(
	{ staleConnections, knownRoles, members, audit }: Workspace,
	{ conn }: Pick<WorkspaceContext, "conn">,
): Caller {
	// Rivet makes a short-lived connection for each stateless call too; only connections that stay can hibernate.
	const connectionId = conn.isHibernatable ? conn.id : null;
	if (connectionId !== null) staleConnections.recordActivity(connectionId);
	const person = members.withCurrentRole(conn.state);
	knownRoles.recordIfUnknown(person);
	if (!isAdmin(person)) audit.recordName(person);
	return { ...person, connectionId };
}
