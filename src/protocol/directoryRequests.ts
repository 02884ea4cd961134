import * as v from "valibot";
import {
	DIRECTORY_FILTERS,
	type DIRECTORY_RESPONSES,
	type DirectoryPosition,
	type DirectoryQuery,
	directoryPositionFields,
} from "./directory.ts";
import { idSchema, limitSchema, titleSchema } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { request, type Schema, wholeNumberSchema } from "./schema.ts";

const directoryQueryFields = {
	search: v.optional(v.pipe(v.string(), v.maxLength(LIMITS.directorySearchCharacters))),
	filter: v.optional(v.picklist(DIRECTORY_FILTERS)),
};

/** Opens a list: its first page, and from then on what changes. */
export interface SyncDirectoryRequest extends DirectoryQuery {
	/** `PROTOCOL_VERSION` of the client. */
	readonly protocol: number;
	/** How many entries the page holds, 1 to `LIMITS.directoryPage`. Default `LIMITS.defaultDirectoryPage`. */
	readonly limit?: number | undefined;
}

const syncDirectoryRequestSchema: Schema<SyncDirectoryRequest> = request<SyncDirectoryRequest>({
	...directoryQueryFields,
	protocol: wholeNumberSchema,
	limit: v.optional(limitSchema(LIMITS.directoryPage)),
});

/** The next page of a list. */
export interface ListWorkspacesRequest extends DirectoryQuery {
	/** The `next` of the page before; null for the first page. */
	readonly after: DirectoryPosition | null;
	/** As for `sync`. */
	readonly limit?: number | undefined;
}

const listWorkspacesRequestSchema: Schema<ListWorkspacesRequest> = request<ListWorkspacesRequest>({
	...directoryQueryFields,
	after: v.nullable(request<DirectoryPosition>(directoryPositionFields)),
	limit: v.optional(limitSchema(LIMITS.directoryPage)),
});

const workspaceIdSchema: Schema<string> = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.workspaceIdBytes));

/** The new title of a workspace of the list. */
export interface RenameListedRequest {
	/** Made by the client: a repeat under the same id gets the first response. */
	readonly clientId: string;
	/** The workspace. */
	readonly workspaceId: string;
	/** As for `renameWorkspace` of the workspace. */
	readonly title: string | null;
}

/** Moves a workspace to the archive, or back. */
export interface ArchiveWorkspaceRequest {
	/** Made by the client. */
	readonly clientId: string;
	/** The workspace. */
	readonly workspaceId: string;
	/** False brings it back. */
	readonly archived: boolean;
}

/** Pins a workspace for this person alone, or unpins it. */
export interface PinWorkspaceRequest {
	/** Made by the client. */
	readonly clientId: string;
	/** The workspace. */
	readonly workspaceId: string;
	/** False unpins it. */
	readonly pinned: boolean;
}

/** Creates a workspace, under an id that the host makes. */
export interface CreateListedRequest {
	/** Made by the client: a repeat under the same id gets the first response, and creates nothing. */
	readonly clientId: string;
}

/**
 * Every action a client can call on the directory actor, with the schema of its request. Each may throw a `UserError` whose
 * code is a `WorkspaceErrorCode`.
 */
export const DIRECTORY_ACTIONS = {
	/** The first page of a list. From then on the connection receives what changes. */
	sync: syncDirectoryRequestSchema,
	/** Another page. */
	listWorkspaces: listWorkspacesRequestSchema,
	/** Renames a workspace, if this person may rename it from inside. */
	renameWorkspace: request<RenameListedRequest>({
		clientId: idSchema,
		workspaceId: workspaceIdSchema,
		title: titleSchema,
	}),
	/** Moves a workspace to the archive for everybody, or back. It stays as it is, and can be opened. */
	archiveWorkspace: request<ArchiveWorkspaceRequest>({
		clientId: idSchema,
		workspaceId: workspaceIdSchema,
		archived: v.boolean(),
	}),
	/** Pins a workspace for this person. */
	pinWorkspace: request<PinWorkspaceRequest>({
		clientId: idSchema,
		workspaceId: workspaceIdSchema,
		pinned: v.boolean(),
	}),
	/** Creates a workspace and lists it. */
	createWorkspace: request<CreateListedRequest>({ clientId: idSchema }),
	/** Says that the client is still there. */
	ping: v.undefined() as Schema<undefined>,
} as const;

/** The name of an action of the directory. */
export type DirectoryActionName = keyof typeof DIRECTORY_ACTIONS;

/** The argument of an action of the directory, by the action's name. */
export type DirectoryRequest<Name extends DirectoryActionName> = v.InferOutput<(typeof DIRECTORY_ACTIONS)[Name]>;

/** The response of an action of the directory, by the action's name. */
export type DirectoryResponse<Name extends DirectoryActionName> = v.InferOutput<(typeof DIRECTORY_RESPONSES)[Name]>;

/** Each action of the directory with its request and response, for clients and for whatever implements them. */
export type DirectoryActions = {
	readonly [Name in DirectoryActionName]: (request: DirectoryRequest<Name>) => Promise<DirectoryResponse<Name>>;
};
