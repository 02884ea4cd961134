// People come with a JSON Web Token of your identity provider. The page gets it from your own backend, and passes it on
// with `getParams`, which returns `{ token }`. That is called again for each connection, so short-lived tokens are no
// problem.
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as v from "valibot";
import { createWorkspace, forbidden, local } from "workspace-chat/actors";

const { JWKS_URL, TOKEN_ISSUER, TOKEN_AUDIENCE = "workspace-chat" } = process.env;
// Without an issuer the library would accept the tokens of any.
if (!JWKS_URL || !TOKEN_ISSUER) throw new Error("Set JWKS_URL and TOKEN_ISSUER in the environment of the server.");

// Fetches the public keys when it meets an unknown one, so the provider can change its keys at any time.
const keys = createRemoteJWKSet(new URL(JWKS_URL));

const claimsSchema = v.object({
	sub: v.string(),
	name: v.string(),
	exp: v.number(),
	workspaces: v.record(v.string(), v.picklist(["viewer", "commenter", "editor", "approver", "owner"])),
});

export const workspace = createWorkspace({
	sandbox: local(),
	params: v.object({ token: v.string() }),
	async authenticate({ params: { token }, workspaceId }) {
		// A token that is expired, of another issuer, for another service, or signed with another algorithm throws.
		const { payload } = await jwtVerify(token, keys, {
			issuer: TOKEN_ISSUER,
			audience: TOKEN_AUDIENCE,
			algorithms: ["ES256"],
			requiredClaims: ["exp"],
		});
		const { sub, name, exp, workspaces } = v.parse(claimsSchema, payload);
		const role = Object.hasOwn(workspaces, workspaceId) ? workspaces[workspaceId] : undefined;
		if (!role) throw forbidden();
		return { userId: sub, name, role, expiresAt: exp * 1000 };
	},
});
