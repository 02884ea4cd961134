import type { ActionContext, ActorDefinition, event } from "rivetkit";
import type { DatabaseProvider, RawAccess } from "rivetkit/db";
import type {
	ActionName,
	ActionResponse,
	Person,
	Role,
	WorkspaceActions,
	WorkspaceEvents,
} from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import type { AuditExportHeader } from "../audit/auditLines.ts";
import type { ErasedPersonCounts } from "../lifecycle/PersonErasure.ts";
import type { ExportHeader } from "../transfer/exportFormat.ts";
import type { PagePart } from "../transfer/page.ts";
import type { ExportPosition } from "../transfer/transferTables.ts";
import type { ImportStep } from "../transfer/WorkspaceImport.ts";
import type { OpenedWorkspace } from "./OpenedWorkspace.ts";

/** The actor's SQLite database. */
export type WorkspaceDatabase = DatabaseProvider<RawAccess>;

// Type aliases, not interfaces: rivetkit infers only from what has an index signature.
/** The actor's events with their payloads, as rivetkit's `event` describes them. */
type WorkspaceEventTokens = { [Name in keyof WorkspaceEvents]: ReturnType<typeof event<WorkspaceEvents[Name]>> };
/** The actor uses no queues of Rivet's. */
export type NoQueues = Record<never, never>;

/** The context that Rivet passes to each action of a workspace. */
export type WorkspaceContext = ActionContext<
	undefined,
	unknown,
	Identity,
	OpenedWorkspace,
	undefined,
	WorkspaceDatabase,
	WorkspaceEventTokens,
	NoQueues
>;

/** The actions as Rivet calls them. */
export type WorkspaceActionHandlers = {
	[Name in ActionName]: (
		context: WorkspaceContext,
		...args: Parameters<WorkspaceActions[Name]>
	) => Promise<ActionResponse<Name>>;
} & {
	/** Called by Rivet's schedule only. */
	pauseSandbox: (context: WorkspaceContext) => Promise<void>;
	/** Called by Rivet's schedule only. */
	expire: (context: WorkspaceContext) => Promise<void>;
} & AdminActionHandlers &
	DirectoryCallHandlers;

/** For `WorkspaceAdmin` only: they need the admin key. */
export type AdminActionHandlers = {
	exportPage: (
		context: WorkspaceContext,
		request: { readonly position: ExportPosition | null; readonly part: number },
	) => Promise<PagePart & { readonly header: ExportHeader; readonly next: ExportPosition | null }>;
	erasePerson: (
		context: WorkspaceContext,
		request: { readonly userId: string; readonly attachments: boolean },
	) => Promise<ErasedPersonCounts>;
	importPage: (context: WorkspaceContext, request: ImportStep) => Promise<object>;
	exportAuditPage: (
		context: WorkspaceContext,
		request: { readonly after: number | null },
	) => Promise<{
		readonly header: AuditExportHeader;
		readonly lines: readonly string[];
		/** Where to go on; null at the end. */
		readonly next: number | null;
	}>;
};

/** For the directory of the tenant only: they need the proof that it is one of the same servers. */
type DirectoryCallHandlers = {
	renameForDirectory: (
		context: WorkspaceContext,
		request: { readonly clientId: string; readonly title: string | null; readonly person: Person; readonly role: Role },
	) => Promise<{ readonly title: string | null }>;
	reportToDirectory: (context: WorkspaceContext) => Promise<{ readonly reported: true }>;
};

/**
 * The type of the workspace actor. A Rivet client of a registry with this actor infers typed actions and events from it.
 *
 * @example
 * const client = createClient<typeof registry>();
 * const { promptId } = await client.workspace.getOrCreate(["acme/site"]).prompt({ text: "Hello" });
 */
export type WorkspaceDefinition = ActorDefinition<
	undefined,
	unknown,
	Identity,
	OpenedWorkspace,
	undefined,
	WorkspaceDatabase,
	WorkspaceEventTokens,
	NoQueues,
	WorkspaceActionHandlers
>;
