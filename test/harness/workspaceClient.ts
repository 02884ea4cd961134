import type { setup } from "rivetkit";
import { type Client, createClient } from "rivetkit/client";
import type { WorkspaceDefinition } from "../../actors/runtime/workspaceDefinition.ts";

type Registry = ReturnType<typeof setup<{ workspace: WorkspaceDefinition }>>;

export type WorkspaceClient = Client<Registry>;

export function createWorkspaceClient(endpoint: string): WorkspaceClient {
	return createClient<Registry>({ endpoint, disableMetadataLookup: true });
}
