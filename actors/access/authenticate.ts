import type { Identity } from "./identity.ts";

export interface AuthenticateRequest {
	/** What the client gave as connection params, unchecked. */
	readonly params: unknown;
	readonly workspaceId: string;
	/** The HTTP request or WebSocket handshake, where Rivet has one. */
	readonly request: Request | undefined;
}

/**
 * Says who a connection belongs to. It runs for every connection and every stateless call; throw, or answer null, to
 * turn it away. A `UserError` reaches the client as it is, anything else as `unauthenticated`. Rivet waits 5 s for it; a
 * client that it keeps waiting longer is not let in and tries again.
 *
 * @example
 * const authenticate: Authenticate = async ({ params }) => {
 * 	const user = await verifyToken(params);
 * 	return user && { userIdSchema: user.id, name: user.name, role: "editor" };
 * };
 */
export type Authenticate = (request: AuthenticateRequest) => Identity | null | Promise<Identity | null>;
