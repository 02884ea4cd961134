/** What a participant may do, from least to most. Each role may do what the ones before it may. */
export const ROLES = ["viewer", "commenter", "editor", "approver", "owner"] as const;

export type Role = (typeof ROLES)[number];

/** Whether a role may do what another one may. */
export function isAtLeastRole(role: Role, least: Role): boolean {
	return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
