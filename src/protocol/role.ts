/** What a participant may do, from least to most. Each role may do what the ones before it may. */
export const ROLES = ["viewer", "commenter", "editor", "approver", "owner"] as const;

export type Role = (typeof ROLES)[number];
