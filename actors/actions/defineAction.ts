import type * as v from "valibot";
import type { ActionAnswer, ActionName } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { requireRole } from "../access/requireRole.ts";
import { guardAction } from "../errors/guardAction.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../workspaceDefinition.ts";
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

/** An action with its door: rate and role first, then the argument, then the work. Errors leave it as codes. */
export function defineAction<Name extends ActionName, const Schema extends v.GenericSchema>(
	name: Name,
	schema: Schema,
	run: (workspace: Workspace, caller: Caller, request: v.InferOutput<Schema>) => Promise<ActionAnswer<Name>>,
): ActionHandler<Name> {
	return (context, ...args) => {
		const workspace = context.vars;
		return guardAction(workspace.host.log, name, async () => {
			workspace.limiter.take(context.conn.state.userId, "actions");
			requireRole(workspace.settings.access, context.conn.state, name);
			return run(workspace, callerOf(context), parseRequest(schema, args));
		});
	};
}

function callerOf({ conn, vars }: WorkspaceContext): Caller {
	// Rivet makes a connection for each stateless call too, which ends with it; only those that stay can hibernate.
	const connectionId = conn.isHibernatable ? conn.id : null;
	if (connectionId !== null) vars.rollCall.hear(connectionId);
	return { ...conn.state, connectionId };
}
