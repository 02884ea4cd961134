// People come with the session cookie of your own backend. The browser sends it by itself when the Rivet endpoint is on
// the same site as the page, so the page passes nothing. It sends it for pages of other sites, too, unless the cookie is
// `SameSite=Lax` or `Strict`: `origins` refuses those pages in any case.
import { createHash } from "node:crypto";
import { createWorkspace, local, type Role } from "workspace-chat/actors";

/** A session of your backend. */
export interface BackendSession {
	readonly userId: string;
	readonly name: string;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
	roleIn(workspaceId: string): Role | null;
}

/** How your backend finds a session by the hash of its cookie. Somebody who reads the hashes cannot make cookies of them. */
export interface SessionTable {
	find(cookieHash: string): Promise<BackendSession | null>;
}

export function createCookieWorkspace(sessions: SessionTable, origins: readonly string[]) {
	return createWorkspace({
		sandbox: local(),
		origins,
		async authenticate({ request, workspaceId }) {
			const cookie = readCookie(request?.headers.get("cookie") ?? "", "session");
			if (cookie === null) return null;
			const session = await sessions.find(createHash("sha256").update(cookie).digest("base64url"));
			if (!session || session.expiresAt <= Date.now()) return null;
			const role = session.roleIn(workspaceId);
			return role && { userId: session.userId, name: session.name, role, expiresAt: session.expiresAt };
		},
	});
}

function readCookie(header: string, name: string): string | null {
	const pairs = header.split(";").map((pair) => pair.trim());
	return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
