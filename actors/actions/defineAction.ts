import type * as v from "valibot";
import type { ActionAnswer, ActionName } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { requireRole } from "../access/requireRole.ts";
import { guardAction } from "../errors/guardAction.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../workspaceDefinition.ts";
import { answeredBefore } from "./answeredBefore.ts";
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
) => Promise<ActionAnswer<Name>>;

/**
 * An action with its door: rate and role first, then the argument, then the work. Errors leave it as codes. Who is
 * turned away at the door still gets the first answer to a request that was taken before: it tells what they did.
 */
export function defineAction<Name extends ActionName, const Schema extends v.GenericSchema>(
	name: Name,
	schema: Schema,
	run: (workspace: Workspace, caller: Caller, request: v.InferOutput<Schema>) => Promise<ActionAnswer<Name>>,
): ActionHandler<Name> {
	return (context, ...args) => {
		const workspace = context.vars;
		return guardAction(workspace.host.log, name, async () => {
			const caller = callerOf(context);
			const refused = refuseAtDoor(workspace, caller, name);
			if (!refused) return run(workspace, caller, parseRequest(schema, args));
			// Looking costs about as much as an action, so no more of that than of actions.
			workspace.limiter.take(`repeats of ${caller.userId}`, "actions");
			const call = { userId: caller.userId, action: name, request: args[0] };
			const before = await answeredBefore<ActionAnswer<Name>>(workspace.writer, call);
			if (before) return before.answer;
			throw refused.error;
		});
	};
}

function refuseAtDoor(
	{ limiter, settings }: Workspace,
	caller: Caller,
	name: ActionName,
): { readonly error: unknown } | null {
	try {
		limiter.take(caller.userId, "actions");
		requireRole(settings.access, caller, name);
		return null;
	} catch (error) {
		return { error };
	}
}

function callerOf({ conn, vars }: WorkspaceContext): Caller {
	// Rivet makes a connection for each stateless call too, which ends with it; only those that stay can hibernate.
	const connectionId = conn.isHibernatable ? conn.id : null;
	if (connectionId !== null) vars.rollCall.hear(connectionId);
	return { ...conn.state, connectionId };
}
