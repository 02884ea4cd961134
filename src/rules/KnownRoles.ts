import { LIMITS } from "../protocol/limits.ts";
import { isAtLeastRole, type Participant, type Role } from "../protocol/participant.ts";

/**
 * The role that people had when they last connected. A queued prompt and a vote stay when their person loses the role
 * that they needed, so it is checked again where they take effect.
 */
export class KnownRoles {
	/** Null for somebody whose access was ended, until they are back. */
	readonly #roles = new Map<string, Role | null>();
	/** Which `revocations()` somebody's access ended with. */
	readonly #revokedAt = new Map<string, number>();
	#revocations = 0;
	readonly #isNeeded: (userId: string) => boolean;

	/**
	 * @param isNeeded - Whether somebody is here, or has done something that still has to take effect. Of more people than
	 *   are remembered, others are forgotten.
	 */
	constructor(isNeeded: (userId: string) => boolean = () => true) {
		this.#isNeeded = isNeeded;
	}

	/** How often somebody's access was ended so far. */
	revocations(): number {
		return this.#revocations;
	}

	/**
	 * Call it whenever somebody has proved who they are.
	 *
	 * @param askedAt - `revocations()` before `authenticate` was asked: it may have decided before their access ended.
	 */
	record({ userId, role }: Pick<Participant, "userId" | "role">, askedAt = this.#revocations): void {
		if ((this.#revokedAt.get(userId) ?? 0) > askedAt) return;
		this.#revokedAt.delete(userId);
		if (!this.#roles.has(userId) && this.#roles.size >= LIMITS.people) this.#forgetOne();
		this.#roles.set(userId, role);
	}

	/** Not somebody whose access was ended. */
	#forgetOne(): void {
		for (const [userId, role] of this.#roles) {
			if (role === null || this.#isNeeded(userId)) continue;
			this.#roles.delete(userId);
			return;
		}
	}

	/** The role of a connection that was there before this process: a newer one says more. */
	recordIfUnknown(person: Pick<Participant, "userId" | "role">): void {
		if (!this.#roles.has(person.userId)) this.record(person);
	}

	/** They act over a connection that is open, such as one of two pages: its role counts, unless their access has ended. */
	confirm({ userId, role }: Pick<Participant, "userId" | "role">): void {
		if (this.#roles.get(userId) !== null) this.#roles.set(userId, role);
	}

	/** Their connections are closed; they may come back with another role. */
	revoke(userId: string): void {
		this.#revocations += 1;
		this.#revokedAt.set(userId, this.#revocations);
		this.#roles.set(userId, null);
	}

	/** Null after their access was ended; undefined when it is not known, as after a restart: then what they did still counts. */
	readonly of: RoleLookup = (userId) => this.#roles.get(userId);
}

/** The current role of a person: null when their access was ended, undefined when it is not known. */
export type RoleLookup = (userId: string) => Role | null | undefined;

/**
 * The same, but for somebody whose access ends with what is decided now.
 *
 * @param revoked - Undefined for nobody.
 */
export function withRevoked(roleOf: RoleLookup, revoked: string | undefined): RoleLookup {
	return (userId) => (userId === revoked ? null : roleOf(userId));
}

/** Whether what somebody did still counts, by what a {@link RoleLookup} says of them. */
export function stillHasRole(role: ReturnType<RoleLookup>, needed: Role): boolean {
	return role === undefined || (role !== null && isAtLeastRole(role, needed));
}
