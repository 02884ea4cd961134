import type { Registry } from "rivetkit";
import { type Client, createClient } from "rivetkit/client";
import type { DirectoryDefinition } from "../../actors/directory/directoryDefinition.ts";
import type { WorkspaceDefinition } from "../../actors/runtime/workspaceDefinition.ts";

/** A client of a registry with workspaces and directories. */
export type DirectoryClient = Client<Registry<{ workspace: WorkspaceDefinition; directory: DirectoryDefinition }>>;

export function createDirectoryClient(endpoint: string): DirectoryClient {
	return createClient<Registry<{ workspace: WorkspaceDefinition; directory: DirectoryDefinition }>>({
		endpoint,
		disableMetadataLookup: true,
	});
}
