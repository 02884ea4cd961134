import { ACTION_NAMES, type ActionName, isAtLeastRole, type Role } from "../../src/protocol/index.ts";
import type { RoleTable } from "./roleTable.ts";

export function allowedActions(table: RoleTable, role: Role): readonly ActionName[] {
	return ACTION_NAMES.filter((action) => isAtLeastRole(role, table[action]));
}
