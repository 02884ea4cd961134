export type {
	AcpContentBlock,
	AgentPermissionRequest,
	AgentSession,
	AgentSessionListener,
} from "./agentSession.ts";
export { type OpenAgentSessionOptions, openAgentSession } from "./openAgentSession.ts";
export { SessionError } from "./SessionError.ts";
export { SESSION_LIMITS, type SessionLimits } from "./sessionLimits.ts";
export { SESSION_ID } from "./startSession.ts";
