import type { ActionName, Role } from "../../src/protocol/index.ts";

/** The least role that may call each action. */
export type RoleTable = Readonly<Record<ActionName, Role>>;

/** What applies where `access` says nothing else: viewers read, editors steer the agent, approvers let it act. */
export const DEFAULT_ROLE_TABLE: RoleTable = {
	sync: "viewer",
	getHistory: "viewer",
	getItem: "viewer",
	getSessionInfo: "viewer",
	listFiles: "viewer",
	readFile: "viewer",
	findFiles: "viewer",
	listProcesses: "viewer",
	readProcess: "viewer",
	prompt: "editor",
	uploadAttachment: "editor",
	stop: "editor",
	withdrawPrompt: "editor",
	editPrompt: "editor",
	movePrompt: "editor",
	setConfigOption: "editor",
	restartSession: "editor",
	answerApproval: "approver",
	disconnectUser: "owner",
	destroyWorkspace: "owner",
	getDiagnostics: "owner",
};
