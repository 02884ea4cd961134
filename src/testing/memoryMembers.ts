import type { Clock } from "../core/platform/timing.ts";
import {
	type ActionRequest,
	type ActionResponse,
	type CreatedInvite,
	type Invite,
	LIMITS,
	type Person,
	type Role,
} from "../protocol/index.ts";
import { type Requester, toPerson } from "../rules/access.ts";
import { usedInvite } from "../rules/audit.ts";
import type { KnownRoles } from "../rules/KnownRoles.ts";
import {
	admitMember,
	currentRole,
	type Grant,
	inviteState,
	isReadOnlyLink,
	requireMayDecide,
	type StoredInvite,
} from "../rules/members.ts";
import type { AccessTable } from "../rules/oversight.ts";
import { personInvited, roleChanged } from "../rules/people.ts";
import {
	inviteNotFoundRefusal,
	invitesFullRefusal,
	personNotFoundRefusal,
	personRemovedRefusal,
} from "../rules/refusals.ts";
import type { MemoryAudit } from "./MemoryAudit.ts";
import type { MemoryPeople } from "./memoryPeople.ts";
import { type MemoryPerson, type MemoryWorkspaceState, toRequester } from "./memoryWorkspaceState.ts";

interface MemoryMembersDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly clock: Clock;
	readonly createId: (prefix: string) => string;
	readonly access: AccessTable;
	readonly knownRoles: KnownRoles;
	/** Somebody has another role, or their access has ended. */
	reviewAccess(): void;
	readonly people: MemoryPeople;
	readonly audit: MemoryAudit;
	/** Closes a person's connections, and returns how many there were. */
	disconnectUser(userId: string): number;
}

/** What the owners of an in-memory workspace decide about people. */
export class MemoryMembers {
	readonly #deps: MemoryMembersDeps;
	readonly #grants = new Map<string, Grant>();
	readonly #invites = new Map<string, { readonly invite: StoredInvite; readonly token: string }>();
	/** How many there were so far. */
	#decisions = 0;

	constructor(deps: MemoryMembersDeps) {
		this.#deps = deps;
	}

	/**
	 * Somebody who connects, with the role that they have here.
	 *
	 * @throws {Refusal} When they are not let in.
	 */
	admit(person: MemoryPerson): Requester {
		const { access, clock } = this.#deps;
		const { role: hostRole = "owner", userId } = person;
		const isDecidedHere = access.roles === "workspace";
		const invite = isDecidedHere && person.invite !== undefined ? this.#findByToken(person.invite) : undefined;
		const grant = this.#grants.get(userId);
		const { role, usesInvite } = admitMember({ hostRole, grant, invite, now: clock.now() });
		if (invite && usesInvite) this.#use(invite, person);
		return toRequester(person, role);
	}

	/**
	 * Somebody over their connection, with the role that they have by now.
	 *
	 * @throws {Refusal} `forbidden` when they were removed.
	 */
	withCurrentRole(person: Requester): Requester {
		const role = currentRole(person.role, this.#grants.get(person.userId));
		if (role === null) throw personRemovedRefusal();
		return { ...person, role };
	}

	/** Somebody opens the workspace. */
	open(person: Requester): void {
		const grant = this.#grants.get(person.userId);
		this.#deps.people.open(person, grant);
	}

	setRole({ userId, role }: ActionRequest<"setRole">, by: Requester): ActionResponse<"setRole"> {
		const { knownRoles, reviewAccess, disconnectUser } = this.#deps;
		const { person, from } = this.#requireTarget(by, userId, role);
		if (from === role) return { userId, role };
		this.#decide(by, userId, role);
		this.#say(roleChanged(by, { ...person, role }, from));
		if (from === "owner") this.#revokeInvitesOf(userId);
		knownRoles.confirm({ userId, role });
		reviewAccess();
		disconnectUser(userId);
		return { userId, role };
	}

	remove({ userId }: ActionRequest<"removePerson">, by: Requester): ActionResponse<"removePerson"> {
		const { knownRoles, reviewAccess, disconnectUser } = this.#deps;
		const { person } = this.#requireTarget(by, userId, null);
		if (this.#grants.get(userId)?.role === null) return { closed: 0 };
		this.#decide(by, userId, null);
		this.#say({ by: toPerson(by), event: { type: "person_removed", person } });
		this.#revokeInvitesOf(userId);
		knownRoles.revoke(userId);
		reviewAccess();
		return { closed: disconnectUser(userId) };
	}

	createInvite(request: ActionRequest<"createInvite">, by: Requester): CreatedInvite {
		const { clientId: id, role, expiresInMs = LIMITS.defaultInviteMs, singleUse = false } = request;
		requireMayDecide(by, { userId: "", role: null }, role);
		if (this.listInvites().filter(({ state }) => state === "open").length >= LIMITS.openInvites)
			throw invitesFullRefusal();
		const createdAt = this.#deps.clock.now();
		const invite: StoredInvite = {
			...{ id, role, by: toPerson(by), createdAt, expiresAt: createdAt + expiresInMs },
			...{ singleUse, uses: 0, revokedAt: null, number: ++this.#decisions },
		};
		const token = this.#deps.createId("invite");
		this.#invites.set(id, { invite, token });
		this.#say(personInvited(by, invite));
		return { invite: this.#toInvite(invite), token };
	}

	/** The newest first. */
	listInvites(): readonly Invite[] {
		return [...this.#invites.values()].map(({ invite }) => this.#toInvite(invite)).reverse();
	}

	revokeInvite({ inviteId }: ActionRequest<"revokeInvite">): ActionResponse<"revokeInvite"> {
		const known = this.#invites.get(inviteId);
		if (!known) throw inviteNotFoundRefusal();
		const revoked = inviteState(known.invite, this.#deps.clock.now()) === "open";
		if (revoked) this.#revoke(known.invite);
		return { revoked };
	}

	#findByToken(token: string): StoredInvite | null {
		return [...this.#invites.values()].find((known) => known.token === token)?.invite ?? null;
	}

	#use(invite: StoredInvite, person: Person): void {
		const { audit } = this.#deps;
		const { userId } = person;
		const { id, role, by } = invite;
		audit.recordName(person);
		audit.record(usedInvite(userId, invite));
		this.#update({ ...invite, uses: invite.uses + 1 });
		this.#grant(userId, { role, by, inviteId: id, isGuest: isReadOnlyLink(invite) });
	}

	#revoke(invite: StoredInvite): void {
		this.#update({ ...invite, revokedAt: this.#deps.clock.now() });
	}

	/** Whoever is no owner any more invites nobody. */
	#revokeInvitesOf(userId: string): void {
		for (const { invite } of [...this.#invites.values()]) if (invite.by.userId === userId) this.#revoke(invite);
	}

	#update(invite: StoredInvite): void {
		const known = this.#invites.get(invite.id);
		if (known) this.#invites.set(invite.id, { ...known, invite });
	}

	#requireTarget(by: Requester, userId: string, to: Role | null) {
		const known = this.#deps.people.find(userId);
		const grant = this.#grants.get(userId);
		const from = grant ? grant.role : (known?.role ?? null);
		requireMayDecide(by, { userId, role: from }, to);
		if (!known && !grant) throw personNotFoundRefusal();
		if (known) this.#deps.audit.recordName(known);
		return { person: known ? toPerson(known) : { userId, name: userId }, from };
	}

	#decide(by: Person, userId: string, role: Role | null): void {
		this.#grant(userId, { role, by: toPerson(by), inviteId: null, isGuest: false });
		this.#deps.people.setRole(userId, role);
	}

	#grant(userId: string, grant: Omit<Grant, "at" | "number">): void {
		this.#grants.set(userId, { ...grant, at: this.#deps.clock.now(), number: ++this.#decisions });
	}

	#say(said: ReturnType<typeof roleChanged>): void {
		const { workspaceState, clock, createId } = this.#deps;
		const base = { id: createId("event"), turnId: workspaceState.get().turn?.id ?? null, createdAt: clock.now() };
		workspaceState.apply([{ kind: "item", item: { kind: "event", ...base, ...said } }]);
	}

	#toInvite(stored: StoredInvite): Invite {
		const { revokedAt: _revokedAt, number: _number, ...invite } = stored;
		return { ...invite, state: inviteState(stored, this.#deps.clock.now()) };
	}
}
