import type { Person } from "../../src/protocol/index.ts";
import type { Identity } from "./identity.ts";

/** What is kept of a person beside what they did. */
export function toPerson({ userId, name, avatarUrl }: Identity): Person {
	return avatarUrl === undefined ? { userId, name } : { userId, name, avatarUrl };
}
