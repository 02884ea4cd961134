import type { ActionName } from "../protocol/actions.ts";
import { isAtLeastRole, type Person, ROLES, type Role } from "../protocol/participant.ts";
import type { Invite, InviteState } from "../protocol/people.ts";
import {
	accessRefusal,
	inviteExpiredRefusal,
	inviteInvalidRefusal,
	inviteUsedRefusal,
	ownRoleRefusal,
	personRemovedRefusal,
	type Refusal,
	roleAboveOwnRefusal,
} from "./refusals.ts";

/**
 * Who decides what somebody may do: `host`, what `authenticate` says alone; `workspace`, owners can change that role, invite
 * people and remove them.
 */
export type RoleSource = "host" | "workspace";

/** The actions that are there only where owners decide about roles. */
export const MEMBER_ACTIONS: ReadonlySet<ActionName> = new Set([
	"setRole",
	"removePerson",
	"createInvite",
	"listInvites",
	"revokeInvite",
]);

/** What an owner, or an invite of one, has decided about a person. It goes before what `authenticate` says. */
export interface Grant {
	/** Null for somebody who was removed. */
	readonly role: Role | null;
	/** The owner, or whoever made the invite. */
	readonly by: Person;
	/** The invite by which they came; null when an owner has decided it. */
	readonly inviteId: string | null;
	/** They came by a read-only link, see {@link isReadOnlyLink}: of too many guests, some are forgotten. */
	readonly isGuest: boolean;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Which is newer, this or an invite: the higher number. The clock can go back, above all on another machine. */
	readonly number: number;
}

/** An invite as it is stored, beside its hash. */
export type StoredInvite = Omit<Invite, "state"> & {
	/** Milliseconds since 1970; null while nobody has revoked it. */
	readonly revokedAt: number | null;
	/** See {@link Grant}. */
	readonly number: number;
};

/** What the workspace thinks of a person who connects. */
export interface Admission {
	/** What `authenticate` says; null for somebody who needs an invite. */
	readonly hostRole: Role | null;
	readonly grant: Grant | undefined;
	/** What they came with: null for an invite that is not known, undefined for none. */
	readonly invite: StoredInvite | null | undefined;
	readonly now: number;
}

/**
 * The role of a person who connects, and whether they have it by their invite. An invite counts only if it is newer than
 * what was last decided about them: who was removed, or has got another role, does not get the old one back with an old
 * link. It never takes a role away, and somebody who has the role already leaves it for others.
 *
 * @throws {Refusal} `invite_invalid`, `invite_expired` or `invite_used` when only that invite could let them in; `forbidden`
 *   when they were removed or have none.
 */
export function admitMember({ hostRole, grant, invite, now }: Admission): {
	readonly role: Role;
	readonly usesInvite: boolean;
} {
	const role = grant ? grant.role : hostRole;
	const problem = invite === undefined ? null : inviteProblem(invite, grant, now);
	if (invite && !problem && (role === null || !isAtLeastRole(role, invite.role)))
		return { role: invite.role, usesInvite: true };
	if (role !== null) return { role, usesInvite: false };
	if (grant) throw personRemovedRefusal();
	throw problem ?? accessRefusal();
}

function inviteProblem(invite: StoredInvite | null, grant: Grant | undefined, now: number): Refusal | null {
	if (!invite) return inviteInvalidRefusal();
	const state = inviteState(invite, now);
	if (state === "revoked") return inviteInvalidRefusal();
	if (state === "expired") return inviteExpiredRefusal();
	if (state === "used") return inviteUsedRefusal();
	return grant && invite.number <= grant.number ? inviteInvalidRefusal() : null;
}

/** Anybody may have it, and it lets nobody change anything. */
export function isReadOnlyLink({ role, singleUse }: Pick<Invite, "role" | "singleUse">): boolean {
	return role === "viewer" && !singleUse;
}

export function inviteState({ revokedAt, singleUse, uses, expiresAt }: StoredInvite, now: number): InviteState {
	if (revokedAt !== null) return "revoked";
	if (singleUse && uses > 0) return "used";
	return expiresAt <= now ? "expired" : "open";
}

/** The role of somebody who is connected: what was decided about them meanwhile goes before the role they came with. */
export function currentRole(cameWith: Role, grant: Grant | undefined): Role | null {
	return grant ? grant.role : cameWith;
}

/** Somebody whose role is to be changed, or who is to be removed. */
interface Target {
	readonly userId: string;
	/** Null when it is not known, or they were removed. */
	readonly role: Role | null;
}

/**
 * Nobody changes their own role, so that there is always an owner; and nobody gives or takes away more than they have.
 *
 * @param to - The new role; null to remove them.
 * @throws {Refusal} `forbidden`
 */
export function requireMayDecide(
	{ userId, role }: { readonly userId: string; readonly role: Role },
	target: Target,
	to: Role | null,
): void {
	if (target.userId === userId) throw ownRoleRefusal();
	const [highest = null] = [target.role, to]
		.filter((other) => other !== null)
		.sort(byRank)
		.slice(-1);
	if (highest !== null && !isAtLeastRole(role, highest)) throw roleAboveOwnRefusal(highest, role);
}

function byRank(one: Role, other: Role): number {
	return ROLES.indexOf(one) - ROLES.indexOf(other);
}
