import { rejectAll } from "../access/turnEverybodyAway.ts";
import { local } from "../sandbox/local.ts";
import type { WorkspaceOptions } from "./workspaceOptions.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options that the ready-made workspace takes from its environment. It never throws: importing the package must
 * work in production too, for those who make a workspace of their own.
 */
export function readEnvironmentOptions(environment: Environment): WorkspaceOptions {
	const { WORKSPACE_CHAT_AGENT, WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED, SANDBOX_AGENT_URL, SANDBOX_AGENT_TOKEN } =
		environment;
	const allowUnauthenticated = WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED === "1";
	return {
		agent: WORKSPACE_CHAT_AGENT || undefined,
		allowUnauthenticated,
		authenticate: environment.NODE_ENV === "production" && !allowUnauthenticated ? rejectAll : undefined,
		sandbox: SANDBOX_AGENT_URL ? { baseUrl: SANDBOX_AGENT_URL, token: SANDBOX_AGENT_TOKEN || undefined } : local(),
	};
}
