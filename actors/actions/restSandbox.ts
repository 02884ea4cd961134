import { refusal } from "../errors/refusal.ts";
import type { WorkspaceContext } from "../workspaceDefinition.ts";

/** What Rivet's schedule calls, without a connection. Whoever has one is turned away. */
export async function restSandbox({
	conn,
	vars,
}: Pick<WorkspaceContext, "vars"> & Partial<Pick<WorkspaceContext, "conn">>): Promise<void> {
	if (conn) throw scheduleOnlyRefusal();
	await vars.idlePause.pauseIfIdle();
}

function scheduleOnlyRefusal() {
	return refusal({
		code: "forbidden",
		message: "Only the workspace's own schedule lets its sandbox rest.",
		hint: "Set `limits.pauseSandboxAfterMs` to say after how long it does.",
	});
}
