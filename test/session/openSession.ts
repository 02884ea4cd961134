import { SESSION_LIMITS, type SessionLimits } from "../../actors/limits/sessionLimits.ts";
import { type OpenSandboxOptions, openSandbox } from "../../actors/sandbox/openSandbox.ts";
import type { AgentSession, AgentSessionListener } from "../../actors/session/agentSession.ts";
import { type OpenAgentSessionOptions, openAgentSession } from "../../actors/session/openAgentSession.ts";

export interface OpenSessionOptions extends Omit<OpenAgentSessionOptions & OpenSandboxOptions, "sandbox" | "limits"> {
	readonly sandbox: OpenSandboxOptions["sandbox"];
	readonly limits?: Partial<SessionLimits>;
}

/** Opens a sandbox, and the session with the agent in it. */
export async function openSession(options: OpenSessionOptions, listener: AgentSessionListener): Promise<AgentSession> {
	const limits = { ...SESSION_LIMITS, ...options.limits };
	const sandbox = await openSandbox({ ...options, limits });
	return openAgentSession({ ...options, sandbox, limits }, listener);
}
