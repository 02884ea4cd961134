import * as v from "valibot";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import {
	agentExited,
	agentNotDownloaded,
	agentNotInstalled,
	requestTooLarge,
	sandboxFailed,
	sandboxRefused,
	sessionLost,
} from "../errors/sessionErrors.ts";
import { MAX_REQUEST_BYTES } from "../limits/sessionLimits.ts";

/** What a failed HTTP response says. */
export interface Problem {
	readonly status: number;
	/** The last part of the sandbox-agent server's `urn:sandbox-agent:error:…`; empty when another server answered. */
	readonly type: string;
	readonly detail: string;
}

const TYPE_PREFIX = "urn:sandbox-agent:error:";
const DETAIL_CHARACTERS = 500;

const problemSchema = v.object({
	type: v.pipe(v.string(), v.startsWith(TYPE_PREFIX)),
	detail: v.optional(v.string(), ""),
	details: v.optional(v.looseObject({ stderr: v.optional(v.string()) })),
});

/** Parses the problem document (RFC 9457) in the body of a failed response. */
export function parseProblem(status: number, body: string): Problem {
	const parsed = v.safeParse(problemSchema, parseJson(body));
	if (!parsed.success) return { status, type: "", detail: `HTTP status ${status}` };
	const { type, detail, details } = parsed.output;
	const text = details?.stderr === undefined ? detail : `${detail}: ${details.stderr}`;
	return { status, type: type.slice(TYPE_PREFIX.length), detail: truncateText(text, DETAIL_CHARACTERS) };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Whether the server has refused a message before its agent could read it: it takes no message with this token, or the
 * agent that the message is for is gone.
 */
export function isRefusedBeforeAgent({ status, type, detail }: Problem): boolean {
	if (status === 401 || status === 403 || type === "session_not_found") return true;
	return isUnknownConnection(detail) || (type === "stream_error" && isAgentGone(detail));
}

/** Only the first request of a connection names the agent, so a server that asks for it no longer knows the connection. */
function isUnknownConnection(detail: string): boolean {
	return detail.includes("missing required 'agent'");
}

/** The line could not be written to the agent's process. */
function isAgentGone(detail: string): boolean {
	return detail.includes("agent stdin");
}

const NOT_INSTALLED_TYPES = ["unsupported_agent", "agent_not_installed"];

/** The error for people when the sandbox-agent server has refused a request. */
export function errorInfoFromProblem(problem: Problem, agent: string): WorkspaceErrorInfo {
	if (problem.status === 401 || problem.status === 403) return sandboxRefused(problem.detail);
	if (problem.status === 413) return requestTooLarge(MAX_REQUEST_BYTES);
	if (problem.type === "install_failed") return agentNotDownloaded(agent, problem.detail);
	if (NOT_INSTALLED_TYPES.includes(problem.type)) return agentNotInstalled(agent, problem.detail);
	if (problem.type === "stream_error") return errorInfoFromStreamError(problem, agent);
	if (problem.type === "session_not_found") return sessionLost(problem.detail);
	if (isUnknownConnection(problem.detail)) return sessionLost(problem.detail);
	return sandboxFailed(problem.detail);
}

function errorInfoFromStreamError(problem: Problem, agent: string): WorkspaceErrorInfo {
	if (isAgentGone(problem.detail)) return agentExited(null);
	if (/failed to (start|resolve)/.test(problem.detail)) return agentNotInstalled(agent, problem.detail);
	return sandboxFailed(problem.detail);
}
