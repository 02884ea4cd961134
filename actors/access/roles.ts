import { ACTION_NAMES, type ActionName, isAtLeastRole, type Role, type RoleTable } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import type { Identity } from "./identity.ts";

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
