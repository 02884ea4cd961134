import { redactFacts } from "./redactFacts.ts";

/** Every line there is. docs/observability.md explains each, and a test holds it to this list. */
export const LOG_EVENTS = [
	"action_failed",
	"approval_not_stored",
	"attachments_dropped",
	"authenticate_failed",
	"broadcast_failed",
	"cancel_failed",
	"connections_closed",
	"disconnect_failed",
	"expiry_not_stored",
	"flush_failed",
	"keep_awake_failed",
	"listener_failed",
	"metrics_failed",
	"permission_not_answered",
	"user_disconnected",
	"policy_failed",
	"pause_not_scheduled",
	"sandbox_cannot_pause",
	"sandbox_destroyed",
	"sandbox_in_use",
	"sandbox_not_destroyed",
	"sandbox_not_paused",
	"sandbox_paused",
	"session_failed",
	"preemption_not_stored",
	"sweep_failed",
	"cleanup_failed",
	"turn_crashed",
	"turn_ended",
	"turn_not_stored",
	"recovered",
	"workspace_destroyed",
	"authentication_disabled",
	"workspace_slept",
] as const;

/** What a line of the log is about. */
export type LogEvent = (typeof LOG_EVENTS)[number];

/** Loud enough for: `info` what happened, `warn` what a person should know, `error` what should not have happened. */
export type LogLevel = "info" | "warn" | "error";

/** One line of the log: ids, durations and codes. Never holds prompt text or credentials. */
export interface LogEntry {
	readonly level: LogLevel;
	/** What happened: `turn_ended`, `session_failed`, … */
	readonly event: LogEvent;
	readonly workspaceId: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

/** Writes one line for the workspace it was made for. */
export type WorkspaceLog = (level: LogLevel, event: LogEvent, facts?: Readonly<Record<string, unknown>>) => void;

/** The part of Rivet's logger that is used when the host gives no `onLog`. */
interface RivetLogger {
	info(entry: object): void;
	warn(entry: object): void;
	error(entry: object): void;
}

type OnLog = (entry: LogEntry) => unknown;

/** The log never throws: whoever writes a line is in the middle of something. A line that `onLog` fails on goes to Rivet. */
export function createWorkspaceLog(workspaceId: string, logger: RivetLogger, onLog: OnLog | undefined): WorkspaceLog {
	const toRivet = (entry: LogEntry) => writeToRivet(logger, entry);
	return (level, event, facts = {}) => {
		const entry = { level, event, workspaceId, fields: redactFacts(facts) };
		if (onLog) callOnLog(onLog, entry, toRivet);
		else toRivet(entry);
	};
}

/** `onLog` may be async, too. */
function callOnLog(onLog: OnLog, entry: LogEntry, toRivet: (entry: LogEntry) => void): void {
	const handleFailed = (error: unknown) => {
		toRivet({ ...entry, fields: { ...entry.fields, ...redactFacts({ onLogError: error }) } });
	};
	try {
		Promise.resolve(onLog(entry)).catch(handleFailed);
	} catch (error) {
		handleFailed(error);
	}
}

function writeToRivet(logger: RivetLogger, { level, event, workspaceId, fields }: LogEntry): void {
	try {
		logger[level]({ msg: event, workspaceId, ...fields });
	} catch {
		// There is nobody left to tell.
	}
}

let hasWarned = false;

/** Says once per process that nobody is asked who they are. */
export function warnUnauthenticated(log: WorkspaceLog): void {
	if (hasWarned) return;
	hasWarned = true;
	log("warn", "authentication_disabled", {
		message: "There is no `authenticate`: anybody who reaches this server can run the agent, under any name.",
		hint: "Fine for development. Give createWorkspace `authenticate` before others can reach it.",
	});
}
