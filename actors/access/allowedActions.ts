import { ACTION_NAMES, type ActionName, type Role, reachesRole } from "../../src/protocol/index.ts";
import type { RoleTable } from "./roleTable.ts";

export function allowedActions(table: RoleTable, role: Role): readonly ActionName[] {
	return ACTION_NAMES.filter((action) => reachesRole(role, table[action]));
}
