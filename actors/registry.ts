import { type Registry, setup } from "rivetkit";
import { createWorkspace } from "./createWorkspace.ts";
import { readEnvironmentOptions } from "./options/workspaceOptions.ts";
import type { WorkspaceDefinition } from "./runtime/workspaceDefinition.ts";

/**
 * A workspace that is told by the environment what to run: `WORKSPACE_CHAT_AGENT` names the agent, and
 * `SANDBOX_AGENT_URL` with `SANDBOX_AGENT_TOKEN` a sandbox-agent server. Without an address agents run on this machine.
 *
 * It asks nobody who they are, so in production it lets nobody in but with `WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED=1`.
 *
 * @example
 * import { registry } from "workspace-chat/actors";
 * registry.start();
 */
export const workspace: WorkspaceDefinition = createWorkspace(readEnvironmentOptions(process.env));

/**
 * A registry with the ready-made `workspace`. Importing it starts nothing; `registry.start()` does.
 *
 * @example
 * import { registry } from "workspace-chat/actors";
 * registry.start();
 */
export const registry: Registry<{ workspace: WorkspaceDefinition }> = setup({ use: { workspace } });
