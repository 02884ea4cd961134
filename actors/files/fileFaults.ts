import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";

export function outsideFolder(): WorkspaceErrorInfo {
	return {
		code: "invalid_argument",
		message: "The path leads out of the workspace's folder, and only what is in there can be looked at.",
		hint: "Name a path from the workspace's folder on, without `..`.",
	};
}

export function noSuchFile(): WorkspaceErrorInfo {
	return {
		code: "not_found",
		message: "There is no such file or folder in the sandbox.",
		hint: "It may have been moved or deleted since: load the folder anew.",
	};
}

export function notAFile(): WorkspaceErrorInfo {
	return { code: "invalid_argument", message: "This is a folder, so it has no text.", hint: "List it instead." };
}

export function notAFolder(): WorkspaceErrorInfo {
	return {
		code: "invalid_argument",
		message: "This is no folder, so there is nothing in it.",
		hint: "Read it instead.",
	};
}

/** Without them a link could lead anywhere. */
export function pathsUnresolved(): WorkspaceErrorInfo {
	return {
		code: "sandbox_failed",
		message: "The sandbox cannot say where its paths lead, so its files cannot be looked at safely.",
		hint: "The sandbox needs the programs `sh` and `readlink`.",
	};
}
