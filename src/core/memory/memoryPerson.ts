import {
	ACTION_NAMES,
	type ActionName,
	type Participant,
	type Person,
	type Role,
	type You,
} from "../../protocol/index.ts";
import { plainName } from "../../protocol/plainName.ts";

/** Who joins an in-memory workspace. By default an owner, who may do everything. */
export interface MemoryPerson extends Person {
	readonly role?: Role | undefined;
	readonly allowed?: readonly ActionName[] | undefined;
}

export function youOf({ allowed = ACTION_NAMES, ...person }: MemoryPerson): You {
	return { ...participantOf(person), allowed };
}

export function participantOf({ role = "owner", ...person }: MemoryPerson): Participant {
	return { ...personOf(person), role };
}

export function personOf({ userId, name, avatarUrl }: MemoryPerson): Person {
	return { userId, name: plainName(name), ...(avatarUrl !== undefined && { avatarUrl }) };
}
