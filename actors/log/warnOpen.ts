import type { WorkspaceLog } from "./workspaceLog.ts";

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
