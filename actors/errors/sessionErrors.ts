import type { WorkspaceErrorCode, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
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

export function agentNotInstalled(agent: string, detail?: string): WorkspaceErrorInfo {
	return {
		code: "agent_not_installed",
		message: `The agent "${agent}" is not installed in the sandbox, so nobody can answer prompts.`,
		hint: `Install "${agent}" in the sandbox, or choose another agent.`,
		detail,
	};
}

export function agentNotDownloaded(agent: string, detail?: string): WorkspaceErrorInfo {
	return {
		code: "agent_not_installed",
		message: `The agent "${agent}" is not in the sandbox and could not be downloaded, so nobody can answer prompts.`,
		hint: `Let the sandbox reach the internet or install "${agent}" in it, and try again.`,
		detail,
	};
}

export function agentExited(exitCode: number | null): WorkspaceErrorInfo {
	return {
		code: "agent_exited",
		message: "The agent ended unexpectedly, so its turn could not finish.",
		hint: "Send the prompt again: a new agent process is started and given the history.",
		detail: exitCode === null ? undefined : `exit code ${exitCode}`,
	};
}

export function agentUnresponsive(): WorkspaceErrorInfo {
	return {
		code: "agent_silent",
		message: "The agent is still running but no longer answers, so its turn could not finish.",
		hint: "Send the prompt again: a new agent process is started and given the history.",
	};
}

export function agentExitedAtStart(detail?: string): WorkspaceErrorInfo {
	return {
		code: "agent_exited",
		message: "The agent ended as soon as it was started, so nobody can answer prompts.",
		hint: "Look at the agent's log in the sandbox: often a key or a program that it needs is missing.",
		detail,
	};
}

export function agentFailed(detail?: string): WorkspaceErrorInfo {
	return {
		code: "agent_failed",
		message: "The agent could not do what was requested.",
		hint: "Try again. If it keeps failing, look at the agent's log in the sandbox.",
		detail,
	};
}

export function sandboxUnreachable(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_unreachable",
		message: "The sandbox does not answer, so the agent in it cannot be reached.",
		hint: "The workspace retries by itself. If that keeps failing, check whether the sandbox is running.",
		detail,
	};
}

export function sandboxRefused(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_unreachable",
		message: "The sandbox refused the workspace's token, so the agent in it cannot be reached.",
		hint: "Check the `token` of the `sandbox` option.",
		detail,
	};
}

export function sandboxFailed(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox could not be used, so the agent cannot work.",
		hint: "Try again. If it keeps failing, look at the messages of the sandbox provider.",
		detail,
	};
}

export function sessionLost(detail?: string): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox was restarted and has lost the agent's session.",
		hint: "Send the prompt again: a new session is started and given the history.",
		detail,
	};
}

export function requestTooLarge(bytes: number): WorkspaceErrorInfo {
	return {
		code: "prompt_too_long",
		message: `The prompt with all that belongs to it has ${bytes} bytes; a sandbox takes at most ${MAX_REQUEST_BYTES}.`,
		hint: "Shorten it, or put large content into a file in the sandbox and name the file.",
	};
}

export function timedOut(what: string, ms: number): WorkspaceErrorInfo {
	return {
		code: "timeout",
		message: `${what} took longer than ${Math.round(ms / 1000)} s, so the workspace gave up waiting.`,
		hint: "Try again.",
	};
}

export function sessionClosed(): WorkspaceErrorInfo {
	return {
		code: "closed",
		message: "The workspace closed the agent's session before the agent had answered.",
		hint: "Send the prompt again.",
	};
}

export function approvalClosed(): WorkspaceErrorInfo {
	return {
		code: "approval_closed",
		message: "The agent no longer waits for this answer.",
	};
}

/** What people see of an unexpected error. Its own text goes to the log only: it may contain secrets. */
export const INTERNAL_ERROR: WorkspaceErrorInfo = {
	code: "internal",
	message: "The workspace had an internal error, so this could not be done.",
	hint: "Try again. If it keeps failing, look at the log of the workspace server.",
};

/** What people see of an error: a session error's info, and nothing of any other error. */
export function toErrorInfo(error: unknown): WorkspaceErrorInfo {
	return error instanceof SessionError ? error.info : INTERNAL_ERROR;
}
