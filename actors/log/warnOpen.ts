import type { WorkspaceLog } from "./workspaceLog.ts";

let hasWarned = false;

/** Says once per process that nobody is asked who they are. */
export function warnOpen(log: WorkspaceLog): void {
	if (hasWarned) return;
	hasWarned = true;
	log("warn", "workspace_open", {
		message: "There is no `authenticate`: anybody who reaches this server can run the agent, under any name.",
		hint: "Fine for development. Give createWorkspace `authenticate` before others can reach it.",
	});
}
