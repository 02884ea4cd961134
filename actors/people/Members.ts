import { randomBytes } from "node:crypto";
import type { RawAccess } from "rivetkit/db";
import {
	type ActionName,
	type ActionRequest,
	type ActionResponse,
	type CreatedInvite,
	type CreateInviteRequest,
	type Invite,
	LIMITS,
	type Participant,
	type Person,
	type Role,
} from "../../src/protocol/index.ts";
import type { ReportedGrant } from "../../src/protocol/workspaceReport.ts";
import { requireAction, toPerson } from "../../src/rules/access.ts";
import { doneAct, usedInvite } from "../../src/rules/audit.ts";
import type { KnownRoles } from "../../src/rules/KnownRoles.ts";
import {
	admitMember,
	currentRole,
	type Grant,
	inviteState,
	isReadOnlyLink,
	requireMayDecide,
	type StoredInvite,
} from "../../src/rules/members.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import { personInvited, roleChanged } from "../../src/rules/people.ts";
import {
	clientIdReusedRefusal,
	connectionClosedRefusal,
	inviteNotFoundRefusal,
	invitesFullRefusal,
	personNotFoundRefusal,
	personRemovedRefusal,
} from "../../src/rules/refusals.ts";
import { isAdmin } from "../access/admin.ts";
import type { AuthenticatedPerson, Identity } from "../access/identity.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import {
	countInviteUse,
	deleteInvite,
	deleteOldestGuests,
	findInvite,
	findInviteByToken,
	nextDecisionNumber,
	readInvites,
	writeGrant,
	writeInvite,
	writeInviteRevoked,
} from "../database/memberTables.ts";
import { readPerson, writePersonRole } from "../database/peopleTable.ts";
import { closeConnectionsOf, connectionsOf, type WorkspaceHost } from "../host/workspaceHost.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { AccessReview } from "../turn/AccessReview.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import type { People } from "./People.ts";

interface MembersDeps {
	readonly host: Pick<WorkspaceHost, "clients" | "log">;
	readonly writer: Pick<Writer, "commit" | "read">;
	readonly knownRoles: Pick<KnownRoles, "of" | "confirm" | "revoke">;
	readonly accessReview: AccessReview;
	readonly people: Pick<People, "recordRole">;
	readonly audit: Pick<AuditLog, "recordName">;
	readonly access: AccessTable;
	/** Those who have the workspace open. */
	participants(): readonly Participant[];
	/** The running turn; null when none runs. */
	turnId(): string | null;
	/** Something was decided about somebody. */
	onDecided(): void;
	/** What earlier processes have stored. Nothing where the host alone decides. */
	readonly grants: ReadonlyMap<string, Grant>;
}

/** Random bytes of a token: nobody guesses it. */
const TOKEN_BYTES = 32;
/** Invites that have ended and are still listed. */
const ENDED_INVITES = 100;

/** What owners decide about people: their roles, who is removed, and who is invited. It goes before what the host says. */
export class Members {
	readonly #deps: MembersDeps;
	/** By user id. Read with every call, so it is kept in memory. */
	readonly #grants: Map<string, Grant>;

	constructor(deps: MembersDeps) {
		this.#deps = deps;
		this.#grants = new Map(deps.grants);
	}

	/** What was decided about somebody. */
	grantOf(userId: string): Grant | undefined {
		return this.#grants.get(userId);
	}

	/** For the list of workspaces, at most `LIMITS.listedGrants`: those whom it would show too much first, and guests of links last. */
	listGrants(): readonly ReportedGrant[] {
		const rank = ({ role, isGuest }: Grant) => (role === null ? 0 : isGuest ? 2 : 1);
		return [...this.#grants]
			.sort(([, one], [, other]) => rank(one) - rank(other) || other.number - one.number)
			.slice(0, LIMITS.listedGrants)
			.map(([userId, { role }]) => ({ userId, role }));
	}

	/**
	 * The role of a person who connects.
	 *
	 * @param token - That of an invite; null for none.
	 * @throws {Refusal} When they are not let in.
	 */
	async admit(person: AuthenticatedPerson, token: string | null): Promise<Identity> {
		const { role: hostRole, userId } = person;
		const admission = { hostRole, grant: this.#grants.get(userId), now: Date.now() };
		if (token === null) return { ...person, role: admitMember({ ...admission, invite: undefined }).role };
		// In a commit, so that two people cannot use what is for one.
		const role = await this.#deps.writer.commit("admit", async (transaction) => {
			const invite = await findInviteByToken(transaction.tx, token);
			const current = { ...admission, grant: this.#grants.get(userId), invite };
			const admitted = admitMember(current);
			if (invite && admitted.usesInvite) await this.#grantByInvite(transaction, person, invite, current.now);
			return admitted.role;
		});
		return { ...person, role };
	}

	/**
	 * Somebody over their connection, with the role that they have by now.
	 *
	 * @throws {Refusal} `forbidden` when they were removed.
	 */
	withCurrentRole(person: Identity): Identity {
		const role = currentRole(person.role, this.#grants.get(person.userId));
		if (role === null) throw personRemovedRefusal();
		return role === person.role ? person : { ...person, role };
	}

	/** Whether somebody's access has ended, as far as the workspace knows. */
	isRemoved(userId: string): boolean {
		return this.#grants.get(userId)?.role === null || this.#deps.knownRoles.of(userId) === null;
	}

	/**
	 * The role that somebody has by now over a connection. Null when their access has ended: the connection was being set up
	 * when the others were closed, and nothing may be sent over it.
	 */
	roleOver(person: Identity): Role | null {
		if (this.isRemoved(person.userId)) return null;
		return currentRole(person.role, this.#grants.get(person.userId));
	}

	/**
	 * Somebody within the transaction of their request: their role may have been lowered, or their access ended, while it
	 * waited for its turn.
	 *
	 * @throws {Refusal} `forbidden` when they may not do it any more, `connection_lost` when `authenticate` has to decide it.
	 */
	requireStill(person: Identity, action: ActionName): Identity {
		const current = this.withCurrentRole(person);
		if (!isAdmin(person) && this.#deps.knownRoles.of(person.userId) === null) throw connectionClosedRefusal();
		requireAction(this.#deps.access, current, action);
		return current;
	}

	/** Closes the connections that were opened with another role: a process may have ended before it did. Call it at the start. */
	closeOutdated(): void {
		for (const client of this.#deps.host.clients()) {
			const grant = this.#grants.get(client.userId);
			if (grant && client.role !== grant.role) void client.close("role_changed");
		}
	}

	/** Somebody was erased: what was decided about them is forgotten. */
	forget(userId: string): void {
		this.#grants.delete(userId);
	}

	async setRole(caller: Identity, request: ActionRequest<"setRole">): Promise<ActionResponse<"setRole">> {
		const { userId, role } = request;
		return this.#deps.writer.commit("setRole", (act) =>
			runIdempotent(act, { by: caller, action: "setRole", request }, async (owner) => {
				const { person, from } = await this.#requireTarget(act, owner, userId, role);
				if (from === role) return { userId, role };
				await this.#decide(act, caller, userId, role);
				act.put({ ...this.#eventBase(), ...roleChanged(caller, { ...person, role }, from) });
				if (from === "owner") await revokeInvitesOf(act.tx, userId);
				act.afterCommit(() => {
					this.#deps.knownRoles.confirm({ userId, role });
					this.#deps.accessReview.check();
					this.#deps.host.log("info", "role_set", { by: caller.userId, userId, role });
				});
				this.#closeConnections(act, userId, "role_changed");
				return { userId, role };
			}),
		);
	}

	async remove(caller: Identity, request: ActionRequest<"removePerson">): Promise<ActionResponse<"removePerson">> {
		const { userId } = request;
		const { writer, knownRoles, accessReview, host } = this.#deps;
		return writer.commit("removePerson", (act) =>
			runIdempotent(act, { by: caller, action: "removePerson", request }, async (owner) => {
				const { person } = await this.#requireTarget(act, owner, userId, null);
				const isRemoved = this.#grants.get(userId)?.role === null;
				if (isRemoved) return { closed: 0 };
				await this.#decide(act, caller, userId, null);
				act.put({ ...this.#eventBase(), by: toPerson(caller), event: { type: "person_removed", person } });
				await revokeInvitesOf(act.tx, userId);
				await accessReview.end(act, userId);
				act.afterCommit(() => {
					knownRoles.revoke(userId);
					host.log("info", "person_removed", { by: caller.userId, userId });
				});
				return { closed: this.#closeConnections(act, userId, "revoked") };
			}),
		);
	}

	/** Not by the responses that are kept for repeats: its response has the token, which is stored nowhere. */
	async createInvite(caller: Identity, request: CreateInviteRequest): Promise<CreatedInvite> {
		const now = Date.now();
		const { clientId: id, role, expiresInMs = LIMITS.defaultInviteMs, singleUse = false } = request;
		const token = randomBytes(TOKEN_BYTES).toString("base64url");
		const created: Omit<StoredInvite, "number"> = {
			...{ id, role, by: toPerson(caller), createdAt: now, expiresAt: now + expiresInMs },
			...{ singleUse, uses: 0, revokedAt: null },
		};
		return this.#deps.writer.commit("createInvite", async ({ tx, put, afterCommit, audit, requireStill }) => {
			requireMayDecide(requireStill(caller, "createInvite"), { userId: "", role: null }, role);
			const known = await findInvite(tx, id);
			if (known && !isRepeat(known, created, now)) throw clientIdReusedRefusal();
			if (!known) await makeRoom(tx, now);
			const invite = known ?? { ...created, number: await nextDecisionNumber(tx) };
			await writeInvite(tx, invite, token);
			const acting = { userId: isAdmin(caller) ? null : caller.userId, action: "createInvite" };
			if (!known) {
				audit(doneAct(acting, request, { invite }));
				put({ ...this.#eventBase(), ...personInvited(caller, invite) });
			}
			afterCommit(() => this.#deps.host.log("info", "invite_created", { by: caller.userId, inviteId: id, role }));
			return { invite: toInvite(invite, now), token };
		});
	}

	async listInvites(): Promise<readonly Invite[]> {
		const { rows } = await this.#deps.writer.read("listInvites", readInvites);
		const now = Date.now();
		return rows.map((invite) => toInvite(invite, now));
	}

	async revokeInvite(caller: Identity, request: ActionRequest<"revokeInvite">): Promise<{ readonly revoked: boolean }> {
		return this.#deps.writer.commit("revokeInvite", (act) =>
			runIdempotent(act, { by: caller, action: "revokeInvite", request }, async () => {
				const now = Date.now();
				const invite = await findInvite(act.tx, request.inviteId);
				if (!invite) throw inviteNotFoundRefusal();
				if (inviteState(invite, now) !== "open") return { revoked: false };
				await writeInviteRevoked(act.tx, invite.id, now);
				act.afterCommit(() =>
					this.#deps.host.log("info", "invite_revoked", { by: caller.userId, inviteId: invite.id }),
				);
				return { revoked: true };
			}),
		);
	}

	async #grantByInvite({ tx, afterCommit, audit }: Transaction, person: Person, invite: StoredInvite, now: number) {
		const { userId } = person;
		const isGuest = isReadOnlyLink(invite);
		const { role, by, id: inviteId } = invite;
		const grant: Grant = { role, by, inviteId, isGuest, at: now, number: await nextDecisionNumber(tx) };
		const forgotten = isGuest ? await deleteOldestGuests(tx, LIMITS.people, this.#presentIds()) : [];
		await countInviteUse(tx, invite.id);
		await writeGrant(tx, userId, grant);
		// Nobody knows what they are called: they have called no action yet.
		this.#deps.audit.recordName(person);
		audit(usedInvite(userId, invite));
		afterCommit(() => {
			for (const guest of forgotten) this.#grants.delete(guest);
			this.#grants.set(userId, grant);
			this.#deps.onDecided();
			this.#deps.host.log("info", "invite_used", { userId, inviteId: invite.id, role: invite.role });
		});
	}

	/** @throws {Refusal} `not_found`, or `forbidden` when the caller may not decide that. */
	async #requireTarget({ tx }: Transaction, caller: Identity, userId: string, to: Role | null) {
		const grant = this.#grants.get(userId);
		const isTarget = (participant: Participant) => participant.userId === userId;
		const known = (await readPerson(tx, userId)) ?? this.#deps.participants().find(isTarget);
		const from = grant ? grant.role : (known?.role ?? null);
		requireMayDecide(caller, { userId, role: from }, to);
		// Of too many people the names are forgotten, and nothing that was decided about them.
		if (!known && !grant) throw personNotFoundRefusal();
		if (known) this.#deps.audit.recordName(known);
		return { person: known ? toPerson(known) : { userId, name: userId }, from };
	}

	async #decide({ tx, afterCommit }: Transaction, by: Person, userId: string, role: Role | null): Promise<void> {
		const decided = { inviteId: null, isGuest: false, at: Date.now(), number: await nextDecisionNumber(tx) };
		const grant: Grant = { role, by: toPerson(by), ...decided };
		await writeGrant(tx, userId, grant);
		await writePersonRole(tx, userId, role);
		afterCommit(() => {
			this.#grants.set(userId, grant);
			this.#deps.onDecided();
			this.#deps.people.recordRole(userId);
		});
	}

	/** Their pages connect again at once, and have the new role then, or are refused. Returns how many there are. */
	#closeConnections({ afterCommit }: Transaction, userId: string, reason: string): number {
		const { host } = this.#deps;
		afterCommit(() => void closeConnectionsOf(host, userId, reason));
		return connectionsOf(host, userId).length;
	}

	#presentIds(): readonly string[] {
		return this.#deps.participants().map(({ userId }) => userId);
	}

	#eventBase() {
		return { kind: "event", id: createItemId(), turnId: this.#deps.turnId(), createdAt: Date.now() } as const;
	}
}

function toInvite(stored: StoredInvite, now: number): Invite {
	const { revokedAt: _revokedAt, number: _number, ...invite } = stored;
	return { ...invite, state: inviteState(stored, now) };
}

/** Whether a request is the one that has made an invite, whose response may have been lost. Nobody can have used it then. */
function isRepeat(known: StoredInvite, again: Omit<StoredInvite, "number">, now: number): boolean {
	const isSame =
		known.by.userId === again.by.userId &&
		known.role === again.role &&
		known.singleUse === again.singleUse &&
		known.expiresAt - known.createdAt === again.expiresAt - again.createdAt;
	return isSame && known.uses === 0 && inviteState(known, now) === "open";
}

/** @throws {Refusal} `invites_full`. Of those that have ended, the oldest are forgotten. */
async function makeRoom(tx: RawAccess, now: number): Promise<void> {
	const invites = await readInvites(tx);
	const ended = invites.filter((invite) => inviteState(invite, now) !== "open");
	if (invites.length - ended.length >= LIMITS.openInvites) throw invitesFullRefusal();
	for (const { id } of ended.slice(ENDED_INVITES)) await deleteInvite(tx, id);
}

/** Whoever is no owner any more invites nobody. */
async function revokeInvitesOf(tx: RawAccess, userId: string): Promise<void> {
	const now = Date.now();
	for (const { id, by } of await readInvites(tx)) if (by.userId === userId) await writeInviteRevoked(tx, id, now);
}
