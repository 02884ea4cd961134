import type { Perform } from "./sync/createPerform.ts";
import { toWorkspaceError } from "./toWorkspaceError.ts";

/** Ends the workspace for good. That it is gone may be told before the answer has come: then it has gone well. */
export async function destroyWorkspace(perform: Perform, clientId: string): Promise<void> {
	try {
		await perform("destroy", { clientId });
	} catch (error) {
		if (toWorkspaceError(error).code !== "workspace_destroyed") throw error;
	}
}
