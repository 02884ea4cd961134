import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";

export function noSuchProcess(): WorkspaceErrorInfo {
	return {
		code: "not_found",
		message: "There is no such process in the sandbox.",
		hint: "The sandbox may have been started anew since: load the list again.",
	};
}
