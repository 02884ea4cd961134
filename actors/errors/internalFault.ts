import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";

/** What people see of an error of our own. Its words stay in the log: they may hold what must not leave the server. */
export const INTERNAL_ERROR: WorkspaceErrorInfo = {
	code: "internal",
	message: "The workspace failed inside, so this could not be done.",
	hint: "Try again. If it stays, the log of the workspace server says more.",
};
