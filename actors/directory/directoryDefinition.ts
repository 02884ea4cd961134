import type { ActionContext, ActorDefinition, event } from "rivetkit";
import type {
	DirectoryActionName,
	DirectoryEvents,
	DirectoryRequest,
	DirectoryResponse,
} from "../../src/protocol/index.ts";
import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import type { AuthenticatedPerson } from "../access/identity.ts";
import type { NoQueues, WorkspaceDatabase } from "../runtime/workspaceDefinition.ts";
import type { OpenedDirectory } from "./OpenedDirectory.ts";

// Type aliases, not interfaces: rivetkit infers only from what has an index signature.
/** The actor's events with their payloads, as rivetkit's `event` describes them. */
type DirectoryEventTokens = { [Name in keyof DirectoryEvents]: ReturnType<typeof event<DirectoryEvents[Name]>> };

/** The state of a connection: whom it belongs to, or which workspace it is. */
export interface DirectoryCaller extends AuthenticatedPerson {
	/** The workspace that calls; null for a person. */
	readonly workspaceId: string | null;
}

/** The context that Rivet passes to each action of a directory. */
export type DirectoryContext = ActionContext<
	undefined,
	unknown,
	DirectoryCaller,
	OpenedDirectory,
	undefined,
	WorkspaceDatabase,
	DirectoryEventTokens,
	NoQueues
>;

/** The actions as Rivet calls them. */
export type DirectoryActionHandlers = {
	[Name in DirectoryActionName]: (
		context: DirectoryContext,
		...args: DirectoryRequest<Name> extends undefined ? [] : [request: DirectoryRequest<Name>]
	) => Promise<DirectoryResponse<Name>>;
} & {
	/** Called by workspaces only. */
	report: (context: DirectoryContext, report: WorkspaceReport) => Promise<{ readonly received: true }>;
	/** Called by workspaces only: this one is gone. */
	removeWorkspace: (context: DirectoryContext) => Promise<{ readonly removed: true }>;
	/** Called by workspaces only. */
	forgetPerson: (
		context: DirectoryContext,
		request: { readonly userId: string },
	) => Promise<{ readonly forgotten: true }>;
};

/**
 * The type of the directory actor. A Rivet client of a registry with this actor infers typed actions and events from it.
 *
 * @example
 * import type { Registry } from "rivetkit";
 * import { createClient } from "rivetkit/client";
 *
 * const client = createClient<Registry<{ directory: DirectoryDefinition }>>();
 * const { entries } = await client.directory.getOrCreate(["acme"]).listWorkspaces({ after: null });
 */
export type DirectoryDefinition = ActorDefinition<
	undefined,
	unknown,
	DirectoryCaller,
	OpenedDirectory,
	undefined,
	WorkspaceDatabase,
	DirectoryEventTokens,
	NoQueues,
	DirectoryActionHandlers
>;
