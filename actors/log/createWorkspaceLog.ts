import { redactFacts } from "./redactFacts.ts";
import type { LogEntry, WorkspaceLog } from "./workspaceLog.ts";

/** The part of Rivet's logger that is used when the host gives no `onLog`. */
export interface RivetLogger {
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
