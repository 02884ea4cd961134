import { isAtLeastRole, type Participant, type Role } from "../protocol/participant.ts";

/**
 * The role that people had when they last connected. A queued prompt and a vote stay when their person loses the role
 * that they needed, so it is checked again where they take effect.
 */
export class KnownRoles {
	/** Null for somebody whose access was ended, until they are back. */
	readonly #roles = new Map<string, Role | null>();

	/** Call it whenever somebody has proved who they are. */
	record({ userId, role }: Pick<Participant, "userId" | "role">): void {
		this.#roles.set(userId, role);
	}

	/** The role of a connection that was there before this process: a newer one says more. */
	recordIfUnknown(person: Pick<Participant, "userId" | "role">): void {
		if (!this.#roles.has(person.userId)) this.record(person);
	}

	/** Their connections are closed; they may come back with another role. */
	revoke(userId: string): void {
		this.#roles.set(userId, null);
	}

	/** Null for nobody's; undefined when it is not known, as after a restart: then what they did still counts. */
	readonly of: RoleLookup = (userId) => this.#roles.get(userId);
}

/** The current role of a person: null when their access was ended, undefined when it is not known. */
export type RoleLookup = (userId: string) => Role | null | undefined;

/** Whether what somebody did still counts, by what a {@link RoleLookup} says of them. */
export function stillHasRole(role: ReturnType<RoleLookup>, needed: Role): boolean {
	return role === undefined || (role !== null && isAtLeastRole(role, needed));
}
