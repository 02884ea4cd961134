import type { PerformAction } from "./sync/createPerform.ts";
import { toWorkspaceError } from "./toWorkspaceError.ts";

/** Ends the workspace for good. That it is gone may be told before the answer has come: then it has gone well. */
export async function destroyWorkspace(perform: PerformAction, clientId: string): Promise<void> {
	try {
		await perform("destroyWorkspace", { clientId });
	} catch (error) {
		if (toWorkspaceError(error).code !== "workspace_destroyed") throw error;
	}
}
