import type { ActionName, Role } from "../../src/protocol/index.ts";

/** The least role that may call each action. */
export type RoleTable = Readonly<Record<ActionName, Role>>;

/** What applies where `access` says nothing else: viewers read, editors steer the agent, approvers let it act. */
export const ROLE_TABLE: RoleTable = {
	sync: "viewer",
	history: "viewer",
	item: "viewer",
	getSessionInfo: "viewer",
	listFiles: "viewer",
	readFile: "viewer",
	findFiles: "viewer",
	listProcesses: "viewer",
	readProcess: "viewer",
	prompt: "editor",
	attach: "editor",
	cancel: "editor",
	withdraw: "editor",
	edit: "editor",
	move: "editor",
	setConfigOption: "editor",
	restart: "editor",
	answer: "approver",
	revoke: "owner",
	destroy: "owner",
	getDiagnostics: "owner",
};
