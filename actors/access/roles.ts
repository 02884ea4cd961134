import { ACTION_NAMES, type ActionName, isAtLeastRole, type Role } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import type { Identity } from "./identity.ts";

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

/** @throws `forbidden` when the role of this person may not call the action. */
export function requireRole(table: RoleTable, identity: Identity, action: ActionName): void {
	const needed = table[action];
	if (isAtLeastRole(identity.role, needed)) return;
	throw refusal({
		code: "forbidden",
		message: `Only people with the role ${needed} or above may do this, and yours is ${identity.role}.`,
		hint: "Ask an owner of the workspace for the role.",
	});
}

export function allowedActions(table: RoleTable, role: Role): readonly ActionName[] {
	return ACTION_NAMES.filter((action) => isAtLeastRole(role, table[action]));
}
