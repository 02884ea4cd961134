import * as v from "valibot";
import { type Person, personSchema, type Role, roleSchema } from "./participant.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema } from "./schema.ts";

/** Somebody who was in the workspace, now or before. */
export interface KnownPerson extends Pick<Person, "userId" | "name" | "avatarUrl"> {
	/** What they may do. Null for somebody who was removed, and when it is not known. */
	readonly role: Role | null;
	/** When they last opened the workspace, in milliseconds since 1970. */
	readonly lastSeenAt: number;
}

const knownPersonSchema: Schema<KnownPerson> = object<KnownPerson>({
	userId: v.string(),
	name: v.string(),
	avatarUrl: v.optional(v.string()),
	role: v.nullable(roleSchema),
	lastSeenAt: timeSchema,
});

/** People of a workspace, those who were here last first. */
export interface PeoplePage {
	/** At most as many as were asked for. */
	readonly people: readonly KnownPerson[];
	/** Whether there are more. */
	readonly hasMore: boolean;
}

export const peoplePageSchema: Schema<PeoplePage> = object<PeoplePage>({
	people: list(knownPersonSchema),
	hasMore: v.boolean(),
});

/** The roles that an invite can give: owners are made by owners, and not by whoever has a link. */
export const INVITE_ROLES = ["viewer", "commenter", "editor", "approver"] as const;

/** One of `INVITE_ROLES`. */
export type InviteRole = (typeof INVITE_ROLES)[number];

/** Whether an invite still lets people in, and why it does not. */
export const INVITE_STATES = ["open", "used", "expired", "revoked"] as const;

/** One of `INVITE_STATES`: `used` is only what works once. */
export type InviteState = (typeof INVITE_STATES)[number];

/** A link that gives a role to whoever opens the workspace with it. */
export interface Invite {
	/** Names it. It is not the secret of the link, which the workspace does not keep. */
	readonly id: string;
	/** The role that it gives. */
	readonly role: Role;
	/** Who made it. */
	readonly by: Person;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
	/** Whether it is for one person only. */
	readonly singleUse: boolean;
	/** How many people have got the role by it. */
	readonly uses: number;
	/** Whether it still lets people in. */
	readonly state: InviteState;
}

export const inviteSchema: Schema<Invite> = object<Invite>({
	id: v.string(),
	role: roleSchema,
	by: personSchema,
	createdAt: timeSchema,
	expiresAt: timeSchema,
	singleUse: v.boolean(),
	uses: numberSchema,
	state: openEnum(INVITE_STATES),
});

/** An invite, and the secret of its link. */
export interface CreatedInvite {
	/** The invite. */
	readonly invite: Invite;
	/** What the link carries, and a page sends when it connects. The workspace keeps only a hash, so nobody can ask for it again. */
	readonly token: string;
}

export const createdInviteSchema: Schema<CreatedInvite> = object<CreatedInvite>({
	invite: inviteSchema,
	token: v.string(),
});
