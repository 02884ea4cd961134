import { createHash, randomBytes } from "node:crypto";
import type { AuditPersonRow, AuditRow } from "../database/auditTable.ts";

/** What stands before the first row of a workspace. */
export const CHAIN_START = "";

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url");

/** The hash of a row: over the hash of the row before it, and everything that the row says. */
export function hashOf(previous: string, row: Omit<AuditRow, "hash">): string {
	const { seq, at, actor, author, action, target, person, outcome, code, rule, count, details } = row;
	return sha256(
		JSON.stringify([previous, seq, at, actor, author, action, target, person, outcome, code, rule, count, details]),
	);
}

/** What rows call a person. Without the salt nobody finds out whom it stands for, not even by trying all people there are. */
export function handleOf({ user_id, name, salt }: Pick<AuditPersonRow, "user_id" | "name" | "salt">): string {
	return sha256(JSON.stringify([salt, user_id, name]));
}

export function createPerson(userId: string, name: string): AuditPersonRow {
	const person = { user_id: userId, name, salt: randomBytes(16).toString("base64url") };
	return { ...person, handle: handleOf(person) };
}
