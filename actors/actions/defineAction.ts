import { UserError } from "rivetkit";
import * as v from "valibot";
import type { ActionName, ActionResponse } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { requireRole } from "../access/roles.ts";
import { findRequest } from "../database/requestTable.ts";
import { refusal } from "../errors/refusal.ts";
import { INTERNAL_ERROR } from "../errors/sessionErrors.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../runtime/workspaceDefinition.ts";
import { truncateText } from "../text/truncateText.ts";
import type { Writer } from "../writer/writer.ts";
import { idSchema } from "./fields.ts";

/** Lets refusals through as they are. Any other error is logged here and reaches the caller as `internal`. */
async function maskInternalErrors<T>(log: WorkspaceLog, action: string, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (error) {
		if (error instanceof UserError) throw error;
		log("error", "action_failed", { action, error });
		throw refusal(INTERNAL_ERROR);
	}
}

const clientIdSchema = v.object({ clientId: idSchema });

/** The caller of an action, and what it was given, unchecked. */
interface ActionCall {
	readonly userId: string;
	readonly action: string;
	readonly request: unknown;
}

/**
 * The first answer to this very request, when it was taken before; else null. It waits for the acts before it, so that
 * a repeat which overtakes its first finds it.
 */
async function findFirstAnswer<Answer>(
	writer: Pick<Writer, "read">,
	{ userId, action, request }: ActionCall,
): Promise<{ readonly answer: Answer } | null> {
	const parsed = v.safeParse(clientIdSchema, request);
	if (!parsed.success) return null;
	const { clientId } = parsed.output;
	return (await writer.read("repeat", (tx) => findRequest<Answer>(tx, { userId, action, clientId }))).rows;
}

/** What is wrong may be named by as long a text as somebody likes. */
const REASON_CHARACTERS = 300;

type RequestSchema = v.GenericSchema;

/**
 * The one argument of an action, checked.
 *
 * @throws `invalid_argument` that names the field.
 */
export function parseRequest<const S extends RequestSchema>(schema: S, args: readonly unknown[]): v.InferOutput<S> {
	if (args.length > 1) throw invalidArgumentRefusal("It takes one argument");
	const parsed = v.safeParse(schema, args[0]);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	const field = v.getDotPath(issue);
	throw invalidArgumentRefusal(field === null ? issue.message : `\`${field}\`: ${issue.message}`, field);
}

function invalidArgumentRefusal(reason: string, field: string | null = null) {
	const message = `The workspace was asked in a way it does not understand. ${truncateText(reason, REASON_CHARACTERS)}.`;
	return refusal(
		{ code: "invalid_argument", message, hint: "Look up the action's argument." },
		{ field: field && truncateText(field, REASON_CHARACTERS) },
	);
}

/** Who calls an action: stamped from the connection, never taken from the arguments. */
export interface Caller extends Identity {
	/** Null for a call that comes without a connection that stays. */
	readonly connectionId: string | null;
}

/** An action as Rivet calls it: what it is given is not trusted yet. */
type ActionHandler<Name extends ActionName> = (
	context: WorkspaceContext,
	...args: unknown[]
) => Promise<ActionResponse<Name>>;

/**
 * An action with its door: rate and role first, then the argument, then the work. Errors leave it as codes. Who is
 * turned away at the door still gets the first answer to a request that was taken before: it tells what they did.
 */
export function defineAction<Name extends ActionName, const Schema extends v.GenericSchema>(
	name: Name,
	schema: Schema,
	run: (workspace: Workspace, caller: Caller, request: v.InferOutput<Schema>) => Promise<ActionResponse<Name>>,
): ActionHandler<Name> {
	return (context, ...args) => {
		const workspace = context.vars;
		return maskInternalErrors(workspace.host.log, name, async () => {
			const caller = toCaller(context);
			const refused = checkAccess(workspace, caller, name);
			if (!refused) return run(workspace, caller, parseRequest(schema, args));
			// Looking costs about as much as an action, so no more of that than of actions.
			workspace.rateLimiter.consume(`repeats of ${caller.userId}`, "actions");
			const call = { userId: caller.userId, action: name, request: args[0] };
			const before = await findFirstAnswer<ActionResponse<Name>>(workspace.writer, call);
			if (before) return before.answer;
			throw refused.error;
		});
	};
}

function checkAccess(
	{ rateLimiter, settings }: Workspace,
	caller: Caller,
	name: ActionName,
): { readonly error: unknown } | null {
	try {
		rateLimiter.consume(caller.userId, "actions");
		requireRole(settings.access, caller, name);
		return null;
	} catch (error) {
		return { error };
	}
}

function toCaller({ conn, vars }: WorkspaceContext): Caller {
	// Rivet makes a connection for each stateless call too, which ends with it; only those that stay can hibernate.
	const connectionId = conn.isHibernatable ? conn.id : null;
	if (connectionId !== null) vars.staleConnections.recordActivity(connectionId);
	return { ...conn.state, connectionId };
}
