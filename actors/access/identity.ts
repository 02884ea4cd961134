import { UserError } from "rivetkit";
import * as v from "valibot";
import { LIMITS, type Person, ROLES, type Role } from "../../src/protocol/index.ts";
import { sanitizeName } from "../../src/rules/access.ts";
import { refusal } from "../errors/refusal.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

/** Who a connection belongs to, and what they may do: what `authenticate` answers. */
export interface Identity extends Person {
	readonly role: Role;
}

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
 * 	return user && { userId: user.id, name: user.name, role: "editor" };
 * };
 */
export type Authenticate = (request: AuthenticateRequest) => Identity | null | Promise<Identity | null>;

const boundedText = (characters: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(characters));
const nameSchema = v.pipe(boundedText(200), v.transform(sanitizeName), v.minLength(1));

/** What a person is known by. */
const personSchema = v.object({
	userId: boundedText(128),
	name: nameSchema,
	avatarUrl: v.exactOptional(v.pipe(v.string(), v.maxLength(2_048), v.regex(/^(https?:\/\/|\/(?!\/)|data:image\/)/))),
});

/** What `authenticate` answers with. */
const identitySchema = v.object({ ...personSchema.entries, role: v.picklist(ROLES) });

/** Who somebody says they are, where nobody checks it. */
const claimedPersonSchema = v.object({
	userId: boundedText(128),
	name: v.exactOptional(nameSchema),
	avatarUrl: personSchema.entries.avatarUrl,
});

const GUEST: Identity = { userId: "guest", name: "Guest", role: "owner" };

/** Who a connection belongs to in an open workspace: whoever its params say, and they may do everything. */
function claimedIdentity(params: unknown): Identity {
	const claimed = v.safeParse(claimedPersonSchema, params);
	if (!claimed.success) return GUEST;
	return { ...claimed.output, name: claimed.output.name ?? claimed.output.userId, role: "owner" };
}

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

/** What is kept of a person beside what they did. */
export function toPerson({ userId, name, avatarUrl }: Identity): Person {
	return avatarUrl === undefined ? { userId, name } : { userId, name, avatarUrl };
}

/**
 * The id of the workspace that an actor key names.
 *
 * @throws `invalid_workspace_id` when the key is not one part of 1 to 128 bytes.
 */
export function requireWorkspaceId(key: readonly unknown[]): string {
	const [id, ...rest] = key;
	const isOnePart = typeof id === "string" && rest.length === 0;
	if (isOnePart && id.length > 0 && Buffer.byteLength(id) <= LIMITS.workspaceIdBytes) return id;
	throw refusal({
		code: "invalid_workspace_id",
		message: `A workspace is named by one text of 1 to ${LIMITS.workspaceIdBytes} bytes, so this one cannot be opened.`,
		hint: 'Name it like "acme/site", as the only part of the actor key.',
	});
}

/** Lets nobody in, and says how to change that: for a workspace in production that was told nothing about people. */
export const rejectAll: Authenticate = () => {
	throw refusal({
		code: "unauthenticated",
		message: "This workspace was not told whom to let in, so it lets nobody in.",
		hint: "On the server, make it with `createWorkspace({ authenticate })`, or set WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED=1 to let everybody in.",
	});
};
