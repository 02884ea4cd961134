import { type Registry, setup } from "rivetkit";
import { workspace } from "./workspace.ts";
import type { WorkspaceDefinition } from "./workspaceDefinition.ts";

/**
 * A registry with the ready-made `workspace`. Importing it starts nothing; `registry.start()` does.
 *
 * @example
 * import { registry } from "workspace-chat/actors";
 * registry.start();
 */
export const registry: Registry<{ workspace: WorkspaceDefinition }> = setup({ use: { workspace } });
