import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { Problem } from "./parseProblem.ts";
import {
	agentExited,
	agentNotDownloaded,
	agentNotInstalled,
	requestTooLarge,
	sandboxFailed,
	sandboxRefused,
	sessionLost,
} from "./sessionFaults.ts";
import { MAX_REQUEST_BYTES } from "./sessionLimits.ts";

const NOT_INSTALLED_TYPES = ["unsupported_agent", "agent_not_installed"];

/** Says what a refused HTTP request to the sandbox-agent server means to the people of the workspace. */
export function errorInfoFromProblem(problem: Problem, agent: string): WorkspaceErrorInfo {
	if (problem.status === 401 || problem.status === 403) return sandboxRefused(problem.detail);
	if (problem.status === 413) return requestTooLarge(MAX_REQUEST_BYTES);
	if (problem.type === "install_failed") return agentNotDownloaded(agent, problem.detail);
	if (NOT_INSTALLED_TYPES.includes(problem.type)) return agentNotInstalled(agent, problem.detail);
	if (problem.type === "stream_error") return errorInfoFromStreamError(problem, agent);
	if (problem.type === "session_not_found") return sessionLost(problem.detail);
	// Only the first request of a connection names the agent, so a server that misses it has forgotten the connection.
	if (problem.detail.includes("missing required 'agent'")) return sessionLost(problem.detail);
	return sandboxFailed(problem.detail);
}

function errorInfoFromStreamError(problem: Problem, agent: string): WorkspaceErrorInfo {
	if (problem.detail.includes("agent stdin")) return agentExited(null);
	if (/failed to (start|resolve)/.test(problem.detail)) return agentNotInstalled(agent, problem.detail);
	return sandboxFailed(problem.detail);
}
