import { ACTION_NAMES, type ActionName, ROLES, type Role } from "../../src/protocol/index.ts";
import type { RoleTable } from "./roleTable.ts";

/** Whether a role may do what another one may. */
export function reachesRole(role: Role, least: Role): boolean {
	return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function allowedActions(table: RoleTable, role: Role): readonly ActionName[] {
	return ACTION_NAMES.filter((action) => reachesRole(role, table[action]));
}
