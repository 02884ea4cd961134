import { UserError } from "rivetkit";
import * as v from "valibot";
import { refusal } from "../errors/refusal.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Authenticate, AuthenticateRequest } from "./authenticate.ts";
import type { Identity } from "./identity.ts";
import { identitySchema } from "./identitySchema.ts";
import { claimedIdentity } from "./openIdentity.ts";

/** Says who a connection belongs to, or turns it away. */
export async function authenticateConnection(
	authenticate: Authenticate | undefined,
	request: AuthenticateRequest,
	log: WorkspaceLog,
): Promise<Identity> {
	if (!authenticate) return claimedIdentity(request.params);
	try {
		const identity = await authenticate(request);
		if (identity === null) throw unauthenticated();
		return v.parse(identitySchema, identity);
	} catch (error) {
		if (error instanceof UserError) throw error;
		log("warn", "authenticate_failed", { error });
		throw unauthenticated();
	}
}

function unauthenticated(): UserError {
	return refusal({
		code: "unauthenticated",
		message: "The workspace does not know who you are, so it did not let you in.",
		hint: "Sign in again and reload the page.",
	});
}
