import type { ActionName } from "./actionName.ts";

/** Who did something. Stamped by the workspace actor from the connection, never taken from an action's arguments. */
export interface Person {
	readonly userId: string;
	readonly name: string;
	readonly avatarUrl?: string | undefined;
}

/** What a participant may do, from least to most. Each role may do what the ones before it may. */
export const ROLES = ["viewer", "commenter", "editor", "approver", "owner"] as const;

export type Role = (typeof ROLES)[number];

/** Whether a role may do what another one may. */
export function isAtLeastRole(role: Role, least: Role): boolean {
	return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** A person who has the workspace open now. Someone with two windows is one participant. */
export interface Participant extends Person {
	readonly role: Role;
}

/** The participant at the other end of this connection, and what they may do. */
export interface Self extends Participant {
	/** The actions this person's role allows, so that a screen can leave out what would be refused. */
	readonly allowedActions: readonly ActionName[];
}
