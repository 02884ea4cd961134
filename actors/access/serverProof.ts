import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import { serverOnlyRefusal } from "../../src/rules/refusals.ts";
import { toUserError } from "../errors/refusal.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { DIRECTORY_USER_ID, type Identity } from "./identity.ts";

/** The actors of a server that call each other. */
type ServerActor = "workspace" | "directory";

/** Who calls whom. The proof of one call is none for another workspace or tenant. */
interface ServerCall {
	/** Which of both calls the other one. */
	readonly from: ServerActor;
	readonly tenant: string;
	readonly workspaceId: string;
}

/** The params by which an actor calls another one. Nothing else of a client's params may be beside them. */
const serverParamsSchema = v.strictObject({
	serverCall: v.strictObject({ from: v.string(), id: v.string(), at: v.number(), proof: v.string() }),
});

export type ServerParams = v.InferOutput<typeof serverParamsSchema>;

/** The clocks of two servers differ by less. What somebody has overheard is of no use after it. */
const VALID_MS = 300_000;

/** For directory and workspaces of one process, which need no key of the host. */
const PROCESS_KEY = randomBytes(32).toString("hex");

/** A key of the host. */
export const serverKeySchema = v.pipe(v.string(), v.minLength(32, "a secret of at least 32 characters"));

/** The key that both actors have. */
export function serverKey(key: string | undefined): string {
	return key ?? PROCESS_KEY;
}

/** The connection params by which an actor proves that it is one of the same servers. */
export function createServerParams(key: string, call: ServerCall): ServerParams {
	const at = Date.now();
	const id = call.from === "workspace" ? call.workspaceId : call.tenant;
	return { serverCall: { from: call.from, id, at, proof: createProof(key, call, at) } };
}

function createProof(key: string, { from, tenant, workspaceId }: ServerCall, at: number): string {
	return createHmac("sha256", key)
		.update(JSON.stringify([from, tenant, workspaceId, at]))
		.digest("base64url");
}

interface ServerRequest {
	readonly params: unknown;
	/** Undefined where no actor may call. */
	readonly key: string | undefined;
	readonly request: Request | undefined;
	/** Which actor may call here. */
	readonly from: ServerActor;
	/** The key of the actor that is called: a tenant or a workspace. */
	readonly called: string;
}

/**
 * The id of the workspace, or the tenant of the directory, that calls; null for everybody else, who are people.
 *
 * @throws {UserError} `forbidden` when the proof is wrong, too old, or comes from a page.
 */
export function authenticateServer(
	{ params, key, request, from, called }: ServerRequest,
	log: WorkspaceLog,
): { readonly id: string; readonly identity: Identity } | null {
	const parsed = v.safeParse(serverParamsSchema, params);
	if (!parsed.success) return null;
	const { id, at, proof, ...claimed } = parsed.output.serverCall;
	const [tenant, workspaceId] = from === "workspace" ? [called, id] : [id, called];
	const isFromPage = (request?.headers.get("origin") ?? null) !== null;
	const isCurrent = Math.abs(Date.now() - at) <= VALID_MS;
	const isProved = key !== undefined && isSame(proof, createProof(key, { from, tenant, workspaceId }, at));
	if (!isFromPage && isCurrent && isProved && claimed.from === from) return { id, identity: SERVER };
	const reason = isFromPage ? "from_page" : key === undefined ? "no_directory" : isCurrent ? "wrong_key" : "too_old";
	log("warn", "server_call_refused", { reason });
	throw toUserError(serverOnlyRefusal());
}

/** An actor of the same servers. It has no role: it may call what is for it, and nothing else. */
const SERVER: Identity = { userId: DIRECTORY_USER_ID, name: "Directory", role: "viewer" };

/** In a time that does not depend on where they differ. */
function isSame(one: string, other: string): boolean {
	return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** No person has this id: `authenticate` and the params of an open workspace cannot give it. */
export function isServer({ userId }: Pick<Identity, "userId">): boolean {
	return userId === DIRECTORY_USER_ID;
}
