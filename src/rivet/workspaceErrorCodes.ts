import type { WorkspaceErrorCode } from "../protocol/index.ts";

// A record, so that a code missing here does not compile.
const ERROR_CODES: Readonly<Record<WorkspaceErrorCode, true>> = {
	invalid_argument: true,
	invalid_workspace_id: true,
	prompt_empty: true,
	prompt_too_long: true,
	attachment_too_large: true,
	attachment_not_found: true,
	attachment_failed: true,
	not_found: true,
	option_unknown: true,
	already_answered: true,
	approval_closed: true,
	turn_running: true,
	prompt_closed: true,
	queue_full: true,
	storage_full: true,
	workspace_destroyed: true,
	unauthenticated: true,
	forbidden: true,
	rate_limited: true,
	client_outdated: true,
	server_outdated: true,
	timeout: true,
	connection_lost: true,
	closed: true,
	no_provider: true,
	session_not_ready: true,
	agent_not_installed: true,
	agent_failed: true,
	agent_exited: true,
	agent_silent: true,
	sandbox_unreachable: true,
	sandbox_failed: true,
	internal: true,
};

/** Whether a code from the wire is one of the workspace's own. */
export function isWorkspaceErrorCode(code: string): code is WorkspaceErrorCode {
	return Object.hasOwn(ERROR_CODES, code);
}
