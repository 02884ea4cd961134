import { type OpenSandboxOptions, openSandbox } from "../../actors/sandbox/openSandbox.ts";
import {
	type AgentSession,
	type AgentSessionListener,
	type OpenAgentSessionOptions,
	openAgentSession,
	SESSION_LIMITS,
	type SessionLimits,
} from "../../actors/session/index.ts";

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
