import { local } from "../sandbox/local.ts";
import type { WorkspaceOptions } from "./workspaceOptions.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The options that the ready-made workspace takes from its environment. */
export function readEnvironment(environment: Environment): WorkspaceOptions {
	const { WORKSPACE_CHAT_AGENT, WORKSPACE_CHAT_OPEN, SANDBOX_AGENT_URL, SANDBOX_AGENT_TOKEN } = environment;
	return {
		agent: WORKSPACE_CHAT_AGENT || undefined,
		open: WORKSPACE_CHAT_OPEN === "1",
		sandbox: SANDBOX_AGENT_URL ? { baseUrl: SANDBOX_AGENT_URL, token: SANDBOX_AGENT_TOKEN || undefined } : local(),
	};
}
