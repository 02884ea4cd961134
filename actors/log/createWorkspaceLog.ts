import { redactFacts } from "./redactFacts.ts";
import type { LogEntry, LogLevel, WorkspaceLog } from "./workspaceLog.ts";

/** The part of Rivet's logger that is used when the host gives no `onLog`. */
export interface RivetLogger {
	info(entry: object): void;
	warn(entry: object): void;
	error(entry: object): void;
}

export function createWorkspaceLog(
	workspaceId: string,
	logger: RivetLogger,
	onLog: ((entry: LogEntry) => void) | undefined,
): WorkspaceLog {
	const write = onLog ?? ((entry: LogEntry) => logger[entry.level]({ msg: entry.event, workspaceId, ...entry.facts }));
	return (level: LogLevel, event, facts = {}) => write({ level, event, workspaceId, facts: redactFacts(facts) });
}
