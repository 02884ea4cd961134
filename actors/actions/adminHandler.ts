import * as v from "valibot";
import { adminOnlyRefusal } from "../../src/rules/refusals.ts";
import { invalidArgumentRefusal } from "../../src/rules/requests.ts";
import { isAdmin } from "../access/admin.ts";
import { requireVars } from "../lifecycle/Generations.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../runtime/workspaceDefinition.ts";
import { maskInternalErrors } from "./actionHandler.ts";

/** An action of the host's own programs, as Rivet calls it. */
type AdminHandler<Response> = (context: WorkspaceContext, request: unknown) => Promise<Response>;

/**
 * Makes the handler of an action that needs the admin key. No role may call it: what it does is the host's to decide, and
 * not that of people in the workspace. It is no part of the protocol, and has no rate limit.
 */
export function createAdminHandler<Request, Response>(
	name: string,
	schema: v.GenericSchema<unknown, Request>,
	run: (workspace: Workspace, request: Request) => Promise<Response>,
): AdminHandler<Response> {
	return (context, request) =>
		maskInternalErrors(requireVars(context).host.log, name, async () => {
			if (!isAdmin(context.conn.state)) throw adminOnlyRefusal();
			const parsed = v.safeParse(schema, request);
			if (!parsed.success)
				throw invalidArgumentRefusal({ message: v.summarize(parsed.issues), field: v.getDotPath(parsed.issues[0]) });
			return run(context.vars.require(), parsed.output);
		});
}
