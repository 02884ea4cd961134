import { createHash, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import { adminOnlyRefusal } from "../../src/rules/refusals.ts";
import { toUserError } from "../errors/refusal.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { ADMIN_USER_ID, type Identity } from "./identity.ts";

/** A program of the host, which has the admin key. */
const ADMIN: Identity = { userId: ADMIN_USER_ID, name: "Administrator", role: "owner" };

/** The params by which such a program connects. Nothing else of a client's params may be beside the key. */
const adminParamsSchema = v.strictObject({ adminKey: v.string() });

interface AdminRequest {
	readonly params: unknown;
	/** The key of the host; undefined when it has none. */
	readonly adminKey: string | undefined;
	readonly request: Request | undefined;
}

/**
 * The administrator, if that is who connects; null for everybody else, who are people.
 *
 * @throws {UserError} `forbidden` when the key is wrong, and when a page sends it: a key in a browser is everybody's.
 */
export function authenticateAdmin({ params, adminKey, request }: AdminRequest, log: WorkspaceLog): Identity | null {
	const parsed = v.safeParse(adminParamsSchema, params);
	if (!parsed.success) return null;
	const isFromPage = (request?.headers.get("origin") ?? null) !== null;
	if (!isFromPage && adminKey !== undefined && isSameKey(parsed.output.adminKey, adminKey)) return ADMIN;
	log("warn", "admin_refused", { reason: isFromPage ? "from_page" : adminKey === undefined ? "no_key" : "wrong_key" });
	throw toUserError(adminOnlyRefusal());
}

/** In a time that does not depend on where the keys differ. */
function isSameKey(one: string, other: string): boolean {
	const hash = (key: string) => createHash("sha256").update(key).digest();
	return timingSafeEqual(hash(one), hash(other));
}

/** No person has this id: `authenticate` and the params of an open workspace cannot give it. */
export function isAdmin({ userId }: Pick<Identity, "userId">): boolean {
	return userId === ADMIN_USER_ID;
}
