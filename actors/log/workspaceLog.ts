import { redactFacts } from "./redactFacts.ts";

/** Every event that is logged. docs/observability.md explains each; a test compares it with this list. */
export const LOG_EVENTS = [
	"access_expired",
	"action_failed",
	"admin_refused",
	"approval_not_stored",
	"attachments_dropped",
	"authenticate_failed",
	"authenticate_refused",
	"speaker_failed",
	"attention_failed",
	"attention_given_up",
	"attention_not_stored",
	"background_cut",
	"turn_cut",
	"turn_cut_not_stored",
	"turn_unstorable",
	"broadcast_failed",
	"cancel_failed",
	"co_author_failed",
	"co_author_invalid",
	"connections_closed",
	"content_not_stored",
	"directory_not_published",
	"disconnect_failed",
	"earlier_generation",
	"expiry_not_stored",
	"fields_ignored",
	"flush_failed",
	"identity_invalid",
	"import_not_removed",
	"invite_created",
	"invite_revoked",
	"invite_used",
	"keep_awake_failed",
	"listener_failed",
	"may_list_failed",
	"message_unreadable",
	"metrics_failed",
	"no_approver",
	"origin_refused",
	"permission_not_answered",
	"user_disconnected",
	"policy_failed",
	"person_erased",
	"person_not_stored",
	"person_removed",
	"role_set",
	"wheel_changed",
	"pause_not_scheduled",
	"sandbox_cannot_pause",
	"sandbox_destroyed",
	"sandbox_in_use",
	"sandbox_not_destroyed",
	"sandbox_not_paused",
	"sandbox_paused",
	"send_failed",
	"session_failed",
	"session_setup_failed",
	"setup_not_taken",
	"preemption_not_stored",
	"prompt_returned",
	"prompt_withdrawn",
	"report_not_received",
	"report_not_sent",
	"review_not_stored",
	"wheel_not_stored",
	"claim_not_stored",
	"server_call_refused",
	"sleep_refused",
	"steering_failed",
	"storage_failed",
	"storage_recovered",
	"question_not_answered",
	"question_not_stored",
	"sweep_failed",
	"tenant_invalid",
	"cleanup_failed",
	"turn_crashed",
	"turn_ended",
	"turn_not_stored",
	"recovered",
	"workspace_destroyed",
	"workspace_newer",
	"workspace_expires",
	"workspace_id_invalid",
	"expiry_not_scheduled",
	"authentication_disabled",
	"workspace_slept",
] as const;

/** What a line of the log is about. */
export type LogEvent = (typeof LOG_EVENTS)[number];

/** `info`: what happened. `warn`: what somebody should know. `error`: what should not have happened. */
export type LogLevel = "info" | "warn" | "error";

/** One line of the log: ids, durations and codes. Never contains prompt text or credentials. */
export interface LogEntry {
	/** How severe it is. */
	readonly level: LogLevel;
	/** What happened: `turn_ended`, `session_failed`, … */
	readonly event: LogEvent;
	/** The workspace that it happened in. */
	readonly workspaceId: string;
	/** Ids, durations in milliseconds, codes and counts. docs/observability.md lists them for each event. */
	readonly fields: Readonly<Record<string, unknown>>;
}

/** Writes one line to the log of a workspace. Never throws. */
export type WorkspaceLog = (level: LogLevel, event: LogEvent, facts?: Readonly<Record<string, unknown>>) => void;

/** The part of Rivet's logger that is used without `onLog`. */
interface RivetLogger {
	info(entry: object): void;
	warn(entry: object): void;
	error(entry: object): void;
}

type OnLog = (entry: LogEntry) => unknown;

/** Logs to `onLog`, else to Rivet's logger. A line for which `onLog` throws or rejects goes to Rivet's logger as well. */
export function createWorkspaceLog(workspaceId: string, logger: RivetLogger, onLog: OnLog | undefined): WorkspaceLog {
	const toRivet = (entry: LogEntry) => writeToRivet(logger, entry);
	return (level, event, facts = {}) => {
		const entry = { level, event, workspaceId, fields: redactFacts(facts) };
		if (onLog) callOnLog(onLog, entry, toRivet);
		else toRivet(entry);
	};
}

function callOnLog(onLog: OnLog, entry: LogEntry, toRivet: (entry: LogEntry) => void): void {
	const handleError = (error: unknown) => {
		toRivet({ ...entry, fields: { ...entry.fields, ...redactFacts({ onLogError: error }) } });
	};
	try {
		Promise.resolve(onLog(entry)).catch(handleError);
	} catch (error) {
		handleError(error);
	}
}

function writeToRivet(logger: RivetLogger, { level, event, workspaceId, fields }: LogEntry): void {
	try {
		logger[level]({ msg: event, workspaceId, ...fields });
	} catch {
		// Nothing is left to log to.
	}
}

let hasWarned = false;

/** Warns once per process that nobody is authenticated. */
export function warnUnauthenticated(log: WorkspaceLog): void {
	if (hasWarned) return;
	hasWarned = true;
	log("warn", "authentication_disabled", {
		message: "There is no `authenticate`: anybody who reaches this server can run the agent, under any name.",
		hint: "Fine for development. Give createWorkspace `authenticate` before others can reach it.",
	});
}
