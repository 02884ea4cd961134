import * as v from "valibot";
import type { ActionName } from "./actions.ts";
import type { PersonMetadata } from "./hostMetadata.ts";
import { personMetadataSchema } from "./metadata.ts";
import { list, numberSchema, object, openEnum, type Schema } from "./schema.ts";

/** Who did something. Stamped by the workspace actor from the connection, never taken from an action's arguments. */
export interface Person {
	/** Who it is, as `authenticate` returned it: the same for all windows of a person. */
	readonly userId: string;
	/** Shown to everybody. */
	readonly name: string;
	/** The address of a picture. Default: the initials of `name`. */
	readonly avatarUrl?: string | undefined;
	/** The host's own data, see `HostMetadata`. */
	readonly metadata?: PersonMetadata | undefined;
}

export const personFields = {
	userId: v.string(),
	name: v.string(),
	avatarUrl: v.optional(v.string()),
	metadata: v.optional(personMetadataSchema),
};

export const personSchema: Schema<Person> = object<Person>(personFields);

/** What a participant may do, from least to most. Each role may do what the ones before it may. */
export const ROLES = ["viewer", "commenter", "editor", "approver", "owner"] as const;

/** One of `ROLES`. */
export type Role = (typeof ROLES)[number];

export const roleSchema: Schema<Role> = openEnum(ROLES);

/** Whether a role may do what another one may. Nobody may do what needs a role that this version does not know. */
export function isAtLeastRole(role: Role, least: Role): boolean {
	return ROLES.includes(least) && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** A person who has the workspace open now. Someone with two windows is one participant. */
export interface Participant extends Person {
	/** What the person may do. */
	readonly role: Role;
}

const participantFields = { ...personFields, role: roleSchema };

export const participantSchema: Schema<Participant> = object<Participant>(participantFields);

/** The participant at the other end of this connection, and what they may do. */
export interface Self extends Participant {
	/** The actions this person's role allows, so that a screen can leave out what would be refused. */
	readonly allowedActions: readonly ActionName[];
	/** When this person's access ends unless it is renewed, in milliseconds since 1970. Absent when it does not end by itself. */
	readonly expiresAt?: number | undefined;
}

export const selfSchema: Schema<Self> = object<Self>({
	...participantFields,
	// A newer workspace has actions that this version does not know.
	allowedActions: list(v.string() as Schema<ActionName>),
	expiresAt: v.optional(numberSchema),
});
