export { SessionError } from "../errors/sessionErrors.ts";
export { SESSION_LIMITS, type SessionLimits } from "../limits/sessionLimits.ts";
export type {
	AcpContentBlock,
	AgentPermissionRequest,
	AgentSession,
	AgentSessionListener,
} from "./agentSession.ts";
export { type OpenAgentSessionOptions, openAgentSession } from "./openAgentSession.ts";
export { SESSION_ID } from "./startSession.ts";
