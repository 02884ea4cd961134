import * as v from "valibot";
import type { Identity } from "./identity.ts";
import { claimedPersonSchema } from "./identitySchema.ts";

const GUEST: Identity = { userId: "guest", name: "Guest", role: "owner" };

/** Who a connection belongs to in an open workspace: whoever its params say, and they may do everything. */
export function claimedIdentity(params: unknown): Identity {
	const claimed = v.safeParse(claimedPersonSchema, params);
	if (!claimed.success) return GUEST;
	return { ...claimed.output, name: claimed.output.name ?? claimed.output.userId, role: "owner" };
}
