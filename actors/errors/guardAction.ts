import { UserError } from "rivetkit";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { INTERNAL_ERROR } from "./internalFault.ts";
import { refusal } from "./refusal.ts";

/** Lets refusals through as they are. Any other error is logged here and reaches the caller as `internal`. */
export async function maskInternalErrors<T>(log: WorkspaceLog, action: string, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (error) {
		if (error instanceof UserError) throw error;
		log("error", "action_failed", { action, error });
		throw refusal(INTERNAL_ERROR);
	}
}
