import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { SessionKeeper } from "./SessionKeeper.ts";

/** Asks the agent to stop what it does. Never rejects: who waits for its end gives it a time. */
export async function cancelAgent(keeper: Pick<SessionKeeper, "current">, log: WorkspaceLog): Promise<void> {
	try {
		await keeper.current()?.cancel();
	} catch (error) {
		log("warn", "cancel_failed", { error });
	}
}
