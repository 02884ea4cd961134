import * as v from "valibot";
import { idSchema, titleSchema } from "../../src/protocol/fields.ts";
import { type Person, ROLES, type Role } from "../../src/protocol/index.ts";
import { personSchema } from "../../src/protocol/participant.ts";
import type { Schema } from "../../src/protocol/schema.ts";
import { serverOnlyRefusal } from "../../src/rules/refusals.ts";
import { invalidArgumentRefusal } from "../../src/rules/requests.ts";
import { isServer } from "../access/serverProof.ts";
import { renameBy } from "../agent/renameBy.ts";
import { requireVars } from "../lifecycle/Generations.ts";
import type { Workspace } from "../runtime/workspace.ts";
import type { WorkspaceContext } from "../runtime/workspaceDefinition.ts";
import { maskInternalErrors } from "./actionHandler.ts";

/** Makes the handler of an action that only the directory of the tenant may call. It is no part of the protocol. */
function createDirectoryHandler<Request, Response>(
	name: string,
	schema: Schema<Request>,
	run: (workspace: Workspace, request: Request) => Promise<Response>,
) {
	return (context: WorkspaceContext, request?: unknown): Promise<Response> =>
		maskInternalErrors(requireVars(context).host.log, name, async () => {
			if (!isServer(context.conn.state)) throw serverOnlyRefusal();
			const parsed = v.safeParse(schema, request);
			if (!parsed.success)
				throw invalidArgumentRefusal({ message: v.summarize(parsed.issues), field: v.getDotPath(parsed.issues[0]) });
			return run(context.vars.requireForPerson(), parsed.output);
		});
}

interface RenameForDirectoryRequest {
	readonly clientId: string;
	readonly title: string | null;
	/** Who renames it. */
	readonly person: Person;
	/** Their role here, as the directory was told. */
	readonly role: Role;
}

/** Renames the workspace for a person who has done that in the list. */
export const renameForDirectory = createDirectoryHandler(
	"renameForDirectory",
	v.object({
		clientId: idSchema,
		title: titleSchema,
		person: personSchema,
		role: v.picklist(ROLES),
	}) as Schema<RenameForDirectoryRequest>,
	async (workspace, { clientId, title, person, role }) => {
		workspace.audit.recordName(person);
		return renameBy(workspace, { ...person, role }, { clientId, title });
	},
);

/** Reports to the directory now: it has not received anything for longer than the last report holds. */
export const reportToDirectory = createDirectoryHandler(
	"reportToDirectory",
	v.undefined() as Schema<undefined>,
	async ({ reporter }) => {
		await reporter.report();
		return { reported: true as const };
	},
);
