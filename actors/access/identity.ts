import type { StandardSchemaV1 } from "@standard-schema/spec";
import { UserError } from "rivetkit";
import * as v from "valibot";
import { LIMITS, type Person, type PersonMetadata, ROLES, type Role } from "../../src/protocol/index.ts";
import { newMetadataSchema } from "../../src/protocol/metadata.ts";
import { sanitizeName } from "../../src/rules/access.ts";
import {
	accessRefusal,
	authenticationMissingRefusal,
	identityInvalidRefusal,
	originRefusal,
	paramsRefusal,
	unauthenticatedRefusal,
	workspaceIdRefusal,
} from "../../src/rules/refusals.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import { workspaceIdProblem } from "../../src/rules/workspaceId.ts";
import { toUserError } from "../errors/refusal.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { OriginRule } from "./origins.ts";

/** Whom a connection belongs to, and what they may do: what `authenticate` returns. */
export interface Identity extends Person {
	/** What the person may do. */
	readonly role: Role;
	/**
	 * When the access ends, in milliseconds since 1970. The connection is closed then; the page asks its `getParams` again
	 * and connects anew. For a JWT that is `payload.exp * 1000`. Default: it ends with the connection.
	 */
	readonly expiresAt?: number | undefined;
}

/** What `authenticate` returns: somebody, and what they may do as far as the host decides it. */
export interface AuthenticatedPerson extends Omit<Identity, "role"> {
	/** Null for somebody who gets in only by an invite, or by what an owner has decided in the workspace. */
	readonly role: Role | null;
}

/** What `authenticate` is given to decide on. */
export interface AuthenticateRequest<Params = unknown> {
	/** What the client's `getParams` returned, as the option `params` of `createWorkspace` took it; without that not validated. */
	readonly params: Params;
	/** The workspace that the client wants to open. */
	readonly workspaceId: string;
	/** The HTTP request or WebSocket handshake, where Rivet has one. */
	readonly request: Request | undefined;
}

/**
 * Decides whom a connection belongs to. Called for every connection and every stateless call; throw, or return null, to
 * refuse it. Throw {@link forbidden} for a person who is known but may not open this workspace. A `UserError` reaches the
 * client as it is, anything else as `unauthenticated`. Rivet waits 5 s for it; a
 * client that has to wait longer is refused and tries again.
 *
 * @example
 * const authenticate: Authenticate = async ({ params }) => {
 * 	const user = await verifyToken(params);
 * 	return user && { userId: user.id, name: user.name, role: "editor" };
 * };
 */
export type Authenticate<Params = unknown> = (
	request: AuthenticateRequest<Params>,
) => AuthenticatedPerson | null | Promise<AuthenticatedPerson | null>;

interface CheckedAuthentication<Params> {
	/** Undefined: everything is accepted, as it is. */
	readonly params: StandardSchemaV1<unknown, Params> | undefined;
	readonly authenticate: Authenticate<Params> | undefined;
}

/** `authenticate` for params that were not checked: it is asked only about those that the schema takes. */
export function withCheckedParams<Params>({
	params: schema,
	authenticate,
}: CheckedAuthentication<Params>): Authenticate | undefined {
	if (!authenticate || !schema) return authenticate as Authenticate | undefined;
	return async ({ params, ...request }) => {
		const result = await schema["~standard"].validate(params);
		if (result.issues) throw toUserError(paramsRefusal(result.issues.map(describeIssue)));
		return authenticate({ ...request, params: result.value });
	};
}

function describeIssue({ path = [], message }: StandardSchemaV1.Issue): string {
	const names = path.map((part) => String(typeof part === "object" ? part.key : part));
	return names.length === 0 ? message : `${names.join(".")}: ${message}`;
}

const boundedText = (characters: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(characters));
const nameSchema = v.pipe(boundedText(200), v.transform(sanitizeName), v.minLength(1));

/** The id of programs of the host, which no person can have. */
export const ADMIN_USER_ID = "workspace-chat:admin";

/** The id of actors that call each other, which no person can have either. */
export const DIRECTORY_USER_ID = "workspace-chat:directory";

const userIdSchema = v.pipe(boundedText(128), v.notValues([ADMIN_USER_ID, DIRECTORY_USER_ID]));

const personSchema = v.object({
	userId: userIdSchema,
	name: nameSchema,
	avatarUrl: v.optional(v.pipe(v.string(), v.maxLength(2_048), v.regex(/^(https?:\/\/|\/(?!\/)|data:image\/)/))),
	metadata: v.optional(newMetadataSchema<PersonMetadata>(LIMITS.personMetadataBytes)),
});

/** What `authenticate` returns. */
const identitySchema = v.object({
	...personSchema.entries,
	role: v.nullable(v.picklist(ROLES)),
	expiresAt: v.optional(v.pipe(v.number(), v.finite())),
});

/** Connection params of a workspace without authentication. */
const claimedPersonSchema = v.object({
	userId: userIdSchema,
	name: v.exactOptional(nameSchema),
	avatarUrl: personSchema.entries.avatarUrl,
	// Nobody vouches for it: what is wrong with it is no reason to take the person for somebody else.
	metadata: v.fallback(personSchema.entries.metadata, undefined),
});

const GUEST: Identity = { userId: "guest", name: "Guest", role: "owner" };

/** Without authentication a person is whoever the params say, and may do everything. */
function claimedIdentity(params: unknown): Identity {
	const claimed = v.safeParse(claimedPersonSchema, params);
	if (!claimed.success) return GUEST;
	return { ...claimed.output, name: claimed.output.name ?? claimed.output.userId, role: "owner" };
}

/** @throws {UserError} When the connection is refused. */
export async function authenticateConnection(
	authenticate: Authenticate | undefined,
	request: AuthenticateRequest,
	log: WorkspaceLog,
): Promise<AuthenticatedPerson> {
	if (!authenticate) return claimedIdentity(request.params);
	try {
		const identity = await authenticate(request);
		if (identity) return parseIdentity(identity, log);
		log("info", "authenticate_refused", {});
		throw toUserError(unauthenticatedRefusal());
	} catch (error) {
		if (error instanceof UserError) throw error;
		log("warn", "authenticate_failed", { error });
		throw toUserError(unauthenticatedRefusal());
	}
}

/** Whether the access of a person is over. */
export function hasExpired({ expiresAt }: Pick<Identity, "expiresAt">, now: number): boolean {
	return expiresAt !== undefined && expiresAt <= now;
}

/** What a host's `authenticate` returns may be wrong only by the host's own mistake: the log says which part is. */
function parseIdentity(identity: AuthenticatedPerson, log: WorkspaceLog): AuthenticatedPerson {
	const parsed = v.safeParse(identitySchema, identity);
	if (parsed.success) {
		requireCurrent(parsed.output, log);
		return parsed.output;
	}
	const [issue] = parsed.issues;
	const path = v.getDotPath(issue) ?? "";
	// A role is no secret, and most often it is a typing error.
	const value = path === "role" ? truncateText(String(issue.input), MAX_LOGGED_ROLE) : undefined;
	const expected = path === "role" ? ROLES.join(", ") : undefined;
	log("warn", "identity_invalid", { part: path || "all of it", value, expected });
	throw toUserError(identityInvalidRefusal());
}

/** Whose access is over is not signed in. Most often the time is in seconds, and then nobody would ever get in. */
function requireCurrent(identity: Pick<Identity, "expiresAt">, log: WorkspaceLog): void {
	const now = Date.now();
	if (!hasExpired(identity, now)) return;
	const expected = `a time after ${now}, in milliseconds`;
	log("warn", "identity_invalid", { part: "expiresAt", value: identity.expiresAt, expected });
	throw toUserError(unauthenticatedRefusal());
}

const MAX_LOGGED_ROLE = 60;

/**
 * What `authenticate` throws for a person who is known, but may not open this workspace. Null says that nobody is signed
 * in, which a person can change; this says that signing in again does not help.
 *
 * @param message - Shown to the person. Default: "You don’t have access to this workspace."
 * @example
 * const authenticate: Authenticate = async ({ params, workspaceId }) => {
 * 	const user = await verifyToken(params);
 * 	if (user && !user.workspaces.includes(workspaceId)) throw forbidden();
 * 	return user && { userId: user.id, name: user.name, role: "editor" };
 * };
 */
export function forbidden(message?: string): UserError {
	return toUserError(accessRefusal(message));
}

/**
 * The id of the workspace that an actor key names.
 *
 * @throws {UserError} `invalid_workspace_id` when the key is not one part of 1 to 128 bytes without commas.
 */
export function requireWorkspaceId(key: readonly unknown[]): string {
	const [id] = key;
	const problem = key.length > 1 ? "has several parts, as one with a comma has" : workspaceIdProblem(id);
	if (problem === null && typeof id === "string") return id;
	throw toUserError(workspaceIdRefusal(problem ?? "is missing"));
}

interface OriginCheck {
	readonly isOriginAllowed: OriginRule;
	/** The workspace has no `authenticate`. */
	readonly isOpen: boolean;
	readonly log: WorkspaceLog;
}

/**
 * Checks which page a connection or a stateless call comes from, before anybody is asked who it belongs to.
 *
 * @param request - Undefined when it does not come from the network.
 * @throws {UserError} `origin_not_allowed`
 */
export function requireOrigin(request: Request | undefined, { isOriginAllowed, isOpen, log }: OriginCheck): void {
	const origin = request?.headers.get("origin") ?? null;
	const host = request?.headers.get("host") ?? null;
	if (origin === null || isOriginAllowed({ origin, host })) return;
	log("warn", "origin_refused", { origin, host });
	throw toUserError(originRefusal(origin, isOpen));
}

/** Refuses everybody, and says how to change that: for production without the option `authenticate`. */
export const rejectAll: Authenticate = () => {
	throw toUserError(authenticationMissingRefusal());
};
