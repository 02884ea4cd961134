import type * as v from "valibot";
import type { ActionName, ActionResponse } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { requireRole } from "../access/requireRole.ts";
import { maskInternalErrors } from "../errors/guardAction.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../workspaceDefinition.ts";
import { findFirstAnswer } from "./answeredBefore.ts";
import { parseRequest } from "./parseRequest.ts";

/** Who calls an action: stamped from the connection, never taken from the arguments. */
export interface Caller extends Identity {
	/** Null for a call that comes without a connection that stays. */
	readonly connectionId: string | null;
}

/** An action as Rivet calls it: what it is given is not trusted yet. */
export type ActionHandler<Name extends ActionName> = (
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
