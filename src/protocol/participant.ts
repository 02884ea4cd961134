import type { ActionName } from "./actionName.ts";
import type { Person } from "./person.ts";
import type { Role } from "./role.ts";

/** A person who has the workspace open now. Someone with two windows is one participant. */
export interface Participant extends Person {
	readonly role: Role;
}

/** The participant at the other end of this connection, and what they may do. */
export interface Self extends Participant {
	/** The actions this person's role allows, so that a screen can leave out what would be refused. */
	readonly allowedActions: readonly ActionName[];
}
