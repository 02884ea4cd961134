import {
	ACTION_NAMES,
	type ActionName,
	type Participant,
	type Person,
	type Role,
	type Self,
} from "../../protocol/index.ts";
import { sanitizeName } from "../../protocol/plainName.ts";

/** Who joins an in-memory workspace. By default an owner, who may do everything. */
export interface MemoryPerson extends Person {
	readonly role?: Role | undefined;
	readonly allowedActions?: readonly ActionName[] | undefined;
}

export function toYou({ allowedActions = ACTION_NAMES, ...person }: MemoryPerson): Self {
	return { ...toParticipant(person), allowedActions };
}

export function toParticipant({ role = "owner", ...person }: MemoryPerson): Participant {
	return { ...toPerson(person), role };
}

export function toPerson({ userId, name, avatarUrl }: MemoryPerson): Person {
	return { userId, name: sanitizeName(name), ...(avatarUrl !== undefined && { avatarUrl }) };
}
