import { type Registry, setup } from "rivetkit";
import { createWorkspace } from "./createWorkspace.ts";
import { readEnvironmentOptions } from "./options/workspaceOptions.ts";
import type { WorkspaceDefinition } from "./runtime/workspaceDefinition.ts";

/**
 * A workspace that is configured by environment variables: `WORKSPACE_CHAT_AGENT` names the agent, and
 * `SANDBOX_AGENT_URL` and `SANDBOX_AGENT_TOKEN` a sandbox-agent server. Without a URL agents run on this machine.
 *
 * It does not authenticate, so it accepts only pages of this machine and of its own host; `WORKSPACE_CHAT_ORIGINS` names
 * others, separated by commas. In production it rejects every client unless `WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED=1`.
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
