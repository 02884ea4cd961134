import type { WorkspaceErrorCode, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { Refusal } from "../../src/rules/refusals.ts";
import { AGENTS, findAgent, installCommand } from "../catalog/agents.ts";
import { MAX_REQUEST_BYTES } from "../limits/sessionLimits.ts";

/** A failure of the agent, its session or its sandbox, with the error that people see. */
export class SessionError extends Error {
	readonly info: WorkspaceErrorInfo;

	constructor(info: WorkspaceErrorInfo, options?: ErrorOptions) {
		super(info.hint === undefined ? info.message : `${info.message} ${info.hint}`, options);
		this.name = "SessionError";
		this.info = info;
	}

	get code(): WorkspaceErrorCode {
		return this.info.code;
	}
}

/**
 * The agent has certainly not received the prompt: the request was refused on its way, or never sent. Sending it again
 * cannot run it twice.
 */
export class PromptNotDeliveredError extends SessionError {
	constructor(info: WorkspaceErrorInfo, options?: ErrorOptions) {
		super(info, options);
		this.name = "PromptNotDeliveredError";
	}
}

export function agentNotInstalled(agent: string, detail?: string): WorkspaceErrorInfo {
	const run = `Run this where the sandbox runs, then retry: \`${installCommand(agent)}\`.`;
	return {
		code: "agent_not_installed",
		message: `The agent “${agent}” isn’t installed in the sandbox.`,
		hint: findAgent(agent) ? run : `No agent has this name. These can be installed: ${AGENT_NAMES}.`,
		detail,
	};
}

const AGENT_NAMES = new Intl.ListFormat("en").format(AGENTS.map(({ id }) => id));

export function agentNotDownloaded(agent: string, detail?: string): WorkspaceErrorInfo {
	return {
		code: "agent_not_installed",
		message: `The agent “${agent}” couldn’t be downloaded to the sandbox.`,
		hint: `Give the sandbox internet access, or run this in it, then retry: \`${installCommand(agent)}\`.`,
		detail,
	};
}

/** @param agent - The id under which the sandbox-agent server runs it. */
export function agentEchoes(agent: string): WorkspaceErrorInfo {
	return {
		code: "agent_not_installed",
		message: `“${agent}” isn’t an agent: it only repeats what it is sent.`,
		hint: "Choose another agent. For one that needs no key, use demoAgent() of workspace-chat/demo-agent.",
	};
}

export function agentExited(exitCode: number | null): WorkspaceErrorInfo {
	return {
		code: "agent_exited",
		message: "The agent crashed.",
		hint: "Retry to restart it with the conversation so far.",
		detail: exitCode === null ? undefined : `exit code ${exitCode}`,
	};
}

export function agentUnresponsive(): WorkspaceErrorInfo {
	return {
		code: "agent_silent",
		message: "The agent stopped responding.",
		hint: "Retry to restart it with the conversation so far.",
	};
}

/** @param agent - The agent's id. */
export function agentExitedAtStart(agent: string, detail?: string): WorkspaceErrorInfo {
	const [key] = findAgent(agent)?.keys ?? [];
	return {
		code: "agent_exited",
		message: "The agent crashed while starting.",
		hint: `Check its log in the sandbox: often a key${key === undefined ? "" : ` (${key})`} or a program is missing.`,
		detail,
	};
}

/**
 * @param agent - The agent's id.
 * @param detail - The agent's own words.
 */
export function loginRequired(agent: string, detail: string | undefined): WorkspaceErrorInfo {
	const [key] = findAgent(agent)?.keys ?? [];
	const orKey =
		key === undefined ? "" : ` Or give it a key: start the server with ${key}, or local({ env: { ${key} } }).`;
	return {
		code: "login_required",
		message: "The agent needs a login.",
		hint: `Log it in, then its session opens.${orKey}`,
		detail,
	};
}

/** The agent did not take a value for one of its settings. `detail` is its own reason. */
export function settingNotTaken(detail: string | undefined): WorkspaceErrorInfo {
	return {
		code: "agent_failed",
		message: "The agent didn’t take this setting.",
		hint: "Choose another value, or check the details.",
		detail,
	};
}

export function agentFailed(detail?: string): WorkspaceErrorInfo {
	return {
		code: "agent_failed",
		message: "The agent couldn’t do this.",
		hint: "Try again. If it keeps failing, check the agent’s log in the sandbox.",
		detail,
	};
}

export function sandboxUnreachable(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_unreachable",
		message: "The sandbox isn’t responding, so the agent is unreachable.",
		hint: "The workspace keeps retrying. If this lasts, check that the sandbox is running.",
		detail,
	};
}

export function sandboxRefused(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_unreachable",
		message: "The sandbox rejected the workspace’s token.",
		hint: "Check the `token` of the `sandbox` option.",
		detail,
	};
}

export function sandboxFailed(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox failed, so the agent can’t work.",
		hint: "Try again. If it keeps failing, check the sandbox provider.",
		detail,
	};
}

export function sessionLost(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox restarted, and the agent’s session was lost.",
		hint: "Retry to start a new session with the conversation so far.",
		detail,
	};
}

export function requestTooLarge(bytes: number): WorkspaceErrorInfo {
	return {
		code: "prompt_too_long",
		message: `The prompt with its attachments is too large: ${bytes} of ${MAX_REQUEST_BYTES} bytes.`,
		hint: "Shorten it, or put large content into a file in the sandbox and mention its path.",
	};
}

export function timedOut(what: string, ms: number): WorkspaceErrorInfo {
	return {
		code: "timeout",
		message: `${what} took longer than ${Math.round(ms / 1000)} s.`,
		hint: "Try again.",
	};
}

/** @param detail - What is wrong, without any of the host's values. */
export function sessionSetupFailed(detail?: string): WorkspaceErrorInfo {
	return {
		code: "session_setup_failed",
		message: "The session couldn’t be set up, so the agent wasn’t started.",
		hint: "Check the `session` option of createWorkspace. The workspace server’s log has the details.",
		detail,
	};
}

export function sessionClosed(): WorkspaceErrorInfo {
	return {
		code: "closed",
		message: "The agent’s session was closed before it answered.",
		hint: "Retry.",
	};
}

export function storageFull(): WorkspaceErrorInfo {
	return {
		code: "storage_full",
		message: "The server’s disk is full, so nothing new can be stored.",
		hint: "What is here can still be read. Once whoever runs the server has made room, it continues by itself.",
	};
}

export function storageUnavailable(): WorkspaceErrorInfo {
	return {
		code: "storage_unavailable",
		message: "The server can’t store anything at the moment.",
		hint: "It keeps trying. If this lasts, whoever runs the server should check the Rivet engine and its disk.",
	};
}

export function approvalClosed(): WorkspaceErrorInfo {
	return {
		code: "approval_closed",
		message: "The agent no longer needs this answer.",
	};
}

export function questionClosed(): WorkspaceErrorInfo {
	return {
		code: "question_closed",
		message: "The agent no longer waits for an answer to this.",
	};
}

/** What people see of an unexpected error. Its own text goes to the log only: it may contain secrets. */
export const INTERNAL_ERROR: WorkspaceErrorInfo = {
	code: "internal",
	message: "Something went wrong in the workspace.",
	hint: "Try again. If it keeps failing, check the workspace server’s log.",
};

/** What people see of an error: the info of a session error or a refusal, and nothing of any other error. */
export function toErrorInfo(error: unknown): WorkspaceErrorInfo {
	return error instanceof SessionError || error instanceof Refusal ? error.info : INTERNAL_ERROR;
}
