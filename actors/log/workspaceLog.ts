import type { LogEvent } from "./logEvent.ts";

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
