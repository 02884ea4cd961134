import * as v from "valibot";
import { userIdSchema } from "../../src/protocol/fields.ts";
import {
	DIRECTORY_ACTIONS,
	type DirectoryActionName,
	type DirectoryRequest,
	type DirectoryResponse,
	PROTOCOL_VERSION,
} from "../../src/protocol/index.ts";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { parseWithIssue, type Schema } from "../../src/protocol/schema.ts";
import { type WorkspaceReport, workspaceReportSchema } from "../../src/protocol/workspaceReport.ts";
import { protocolRefusal, serverOnlyRefusal, unauthenticatedRefusal } from "../../src/rules/refusals.ts";
import { invalidArgumentRefusal } from "../../src/rules/requests.ts";
import { hasExpired } from "../access/identity.ts";
import { maskInternalErrors } from "../actions/actionHandler.ts";
import { requireVars } from "../lifecycle/Generations.ts";
import type { Directory } from "./Directory.ts";
import type { DirectoryActionHandlers, DirectoryCaller, DirectoryContext } from "./directoryDefinition.ts";

/** Access that has just ended does not fail what was sent a moment before. */
const EXPIRY_GRACE_MS = 2_000;

function parse<Request>(schema: Schema<Request>, request: unknown): Request {
	const { value, issue } = parseWithIssue(schema, request);
	if (issue) throw invalidArgumentRefusal(issue);
	return value;
}

/** A person who calls, and the lasting connection that they call over. */
interface PersonCall {
	readonly person: DirectoryCaller;
	readonly connectionId: string | null;
}

function forPeople<Name extends DirectoryActionName>(
	name: Name,
	run: (directory: Directory, call: PersonCall, request: DirectoryRequest<Name>) => Promise<DirectoryResponse<Name>>,
) {
	return (context: DirectoryContext, request?: unknown): Promise<DirectoryResponse<Name>> => {
		const { conn } = context;
		const vars = requireVars(context);
		return maskInternalErrors(vars.log, name, async () => {
			const { directory, care, rateLimiter } = vars.require();
			const person = conn.state;
			if (person.workspaceId !== null) throw unauthenticatedRefusal();
			if (hasExpired(person, Date.now() - EXPIRY_GRACE_MS)) throw unauthenticatedRefusal();
			const connectionId = conn.isHibernatable ? conn.id : null;
			if (connectionId !== null) care.recordActivity(connectionId);
			rateLimiter.consume(person.userId, "actions");
			if (name === "sync") requireProtocol(request);
			const schema = DIRECTORY_ACTIONS[name] as unknown as Schema<DirectoryRequest<Name>>;
			return run(directory, { person, connectionId }, parse(schema, request));
		});
	};
}

/** A page of another version may send another shape, so this is checked before the rest. */
function requireProtocol(request: unknown): void {
	const client = isRecord(request) ? request.protocol : undefined;
	if (typeof client === "number" && client !== PROTOCOL_VERSION) throw protocolRefusal(client, PROTOCOL_VERSION);
}

function forWorkspaces<Request, Response>(
	name: string,
	schema: Schema<Request>,
	run: (directory: Directory, workspaceId: string, request: Request) => Promise<Response>,
) {
	return (context: DirectoryContext, request?: unknown): Promise<Response> => {
		const vars = requireVars(context);
		return maskInternalErrors(vars.log, name, async () => {
			const { workspaceId } = context.conn.state;
			if (workspaceId === null) throw serverOnlyRefusal();
			return run(vars.require().directory, workspaceId, parse(schema, request));
		});
	};
}

/** The handler of every action of a directory. */
export const DIRECTORY_HANDLERS: DirectoryActionHandlers = {
	sync: forPeople("sync", (directory, { connectionId, person }, request) =>
		directory.sync(connectionId, person, request),
	),
	listWorkspaces: forPeople("listWorkspaces", (directory, { connectionId, person }, request) =>
		directory.list(connectionId, person, request),
	),
	renameWorkspace: forPeople("renameWorkspace", (directory, { person }, request) => directory.rename(person, request)),
	archiveWorkspace: forPeople("archiveWorkspace", (directory, { person }, request) =>
		directory.archive(person, request),
	),
	pinWorkspace: forPeople("pinWorkspace", (directory, { person }, request) => directory.pin(person, request)),
	createWorkspace: forPeople("createWorkspace", (directory, { person }, request) => directory.create(person, request)),
	ping: forPeople("ping", async () => ({ now: Date.now() })),

	report: forWorkspaces("report", workspaceReportSchema, async (directory, workspaceId, report) => {
		// It speaks for itself only.
		await directory.report({ ...report, workspaceId } satisfies WorkspaceReport);
		return { received: true };
	}),
	removeWorkspace: forWorkspaces(
		"removeWorkspace",
		v.undefined() as Schema<undefined>,
		async (directory, workspaceId) => {
			await directory.remove(workspaceId);
			return { removed: true };
		},
	),
	forgetPerson: forWorkspaces(
		"forgetPerson",
		v.object({ userId: userIdSchema }),
		async (directory, workspaceId, { userId }) => {
			await directory.forgetPerson(workspaceId, userId);
			return { forgotten: true };
		},
	),
};
