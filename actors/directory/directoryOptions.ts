import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as v from "valibot";
import { ROLES } from "../../src/protocol/index.ts";
import { DEFAULT_DIRECTORY_ROLES, type DirectoryRoles } from "../../src/rules/directory.ts";
import { type Authenticate, type AuthenticatedPerson, type Identity, withCheckedParams } from "../access/identity.ts";
import { createOriginRule, type OriginRule } from "../access/origins.ts";
import { serverKey, serverKeySchema } from "../access/serverProof.ts";
import type { LogEntry } from "../log/workspaceLog.ts";
import { describeIssue } from "../text/describeIssue.ts";
import type { MayList } from "./Visibility.ts";

/** What `authenticate` of a directory is given to decide on. */
export interface DirectoryAuthenticateRequest<Params = unknown> {
	/** What the client's `getParams` returned, as the option `params` took it; without that not validated. */
	readonly params: Params;
	/** The tenant whose list the client wants to open: the key of the actor. */
	readonly tenant: string;
	/** The HTTP request or WebSocket handshake, where Rivet has one. */
	readonly request: Request | undefined;
}

/**
 * Decides who may open the list of a tenant. As `authenticate` of a workspace. The role says who may create workspaces; which
 * ones the person sees, and with which role, is for `mayList` to say. A person whose role is null creates none, and sees
 * those in which an owner or an invite has given them a role.
 */
export type DirectoryAuthenticate<Params = unknown> = (
	request: DirectoryAuthenticateRequest<Params>,
) => AuthenticatedPerson | null | Promise<AuthenticatedPerson | null>;

/** What the id of a new workspace is made from. */
export interface NewWorkspaceRequest {
	/** The tenant in whose list somebody creates it. */
	readonly tenant: string;
	/** Who creates it. */
	readonly person: Identity;
}

/** Timeouts, intervals and quotas of a directory. In milliseconds, unless stated otherwise. */
export interface DirectoryLimits {
	/** How long an answer of `mayList` holds. */
	readonly visibilityMs: number;
	/** How long `mayList` may take. */
	readonly mayListTimeoutMs: number;
	/** How often the directory looks for workspaces that have stopped reporting, and asks `mayList` again for open lists. */
	readonly checkIntervalMs: number;
	/** After this long with nobody connected the directory sleeps. */
	readonly sleepAfterMs: number;
	/** A connection without a call for this long is closed, because its client may be gone. */
	readonly idleConnectionTimeoutMs: number;
	/** Actions of one person within a minute. A count; 0 is no limit. */
	readonly actionsPerMinute: number;
}

/** The limits of a directory that apply unless `limits` overrides them. */
export const DEFAULT_DIRECTORY_LIMITS: DirectoryLimits = {
	visibilityMs: 60_000,
	mayListTimeoutMs: 5_000,
	checkIntervalMs: 15_000,
	sleepAfterMs: 30_000,
	idleConnectionTimeoutMs: 600_000,
	actionsPerMinute: 1_200,
};

/** The options of `createDirectory`. */
export interface DirectoryOptions<Params = unknown> {
	/** Identifies the person behind each connection. Without it anybody sees everything, which is for development only. */
	readonly authenticate?: DirectoryAuthenticate<Params> | undefined;
	/** What clients have to send to be authenticated, as for `createWorkspace`. Default: anything, as `unknown`. */
	readonly params?: StandardSchemaV1<unknown, Params> | undefined;
	/** Which workspaces a person sees. Default: all of the tenant, with the role that `authenticate` returned. */
	readonly mayList?: MayList | undefined;
	/**
	 * The id of a workspace that somebody creates from the list: one of which `tenantOf` of `createWorkspace` returns this
	 * tenant. Default: nobody can create workspaces there.
	 *
	 * @example
	 * const newWorkspaceId = ({ tenant }: NewWorkspaceRequest) => `${tenant}/${crypto.randomUUID()}`;
	 */
	readonly newWorkspaceId?: ((request: NewWorkspaceRequest) => string | Promise<string>) | undefined;
	/** The least roles for creating and archiving workspaces, where they differ from `editor` and `owner`. */
	readonly access?: Partial<DirectoryRoles> | undefined;
	/**
	 * A secret of at least 32 characters by which directory and workspaces know each other: the same as in the option
	 * `directory` of `createWorkspace`. Required in production. Default: one of this process, which no other process knows.
	 */
	readonly key?: string | undefined;
	/** The name under which the workspace actor is registered. Default `workspace`. */
	readonly workspaceActor?: string | undefined;
	/** The origins of pages that may use the directory, as for `createWorkspace`. */
	readonly origins?: readonly string[] | undefined;
	/** Allows a directory without `authenticate` when `NODE_ENV` is `production`. Default false. */
	readonly allowUnauthenticated?: boolean | undefined;
	/** Overrides of `DEFAULT_DIRECTORY_LIMITS`. */
	readonly limits?: Partial<DirectoryLimits> | undefined;
	/** Receives each line of the log instead of Rivet's logger. Its `workspaceId` is the tenant. */
	readonly onLog?: ((entry: LogEntry) => void) | undefined;
}

/** The options with all defaults applied. */
export interface DirectorySettings {
	readonly authenticate: Authenticate | undefined;
	readonly mayList: MayList;
	readonly newWorkspaceId: DirectoryOptions["newWorkspaceId"];
	readonly roles: DirectoryRoles;
	readonly key: string;
	readonly workspaceActor: string;
	readonly isOriginAllowed: OriginRule;
	readonly limits: DirectoryLimits;
	readonly onLog: DirectoryOptions["onLog"];
}

const functionSchema = v.custom<(...values: never[]) => unknown>((value) => typeof value === "function", "a function");
const nameSchema = v.pipe(v.string(), v.minLength(1));
const limitSchema = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)));

const optionsSchema = v.strictObject({
	authenticate: v.optional(functionSchema),
	params: v.optional(v.custom((value) => Object(value) === value && "~standard" in Object(value), "a Standard Schema")),
	mayList: v.optional(functionSchema),
	newWorkspaceId: v.optional(functionSchema),
	access: v.optional(
		v.strictObject({
			createWorkspace: v.optional(v.picklist(ROLES)),
			archiveWorkspace: v.optional(v.picklist(ROLES)),
		}),
	),
	key: v.optional(serverKeySchema),
	workspaceActor: v.optional(nameSchema),
	origins: v.optional(v.array(v.string())),
	allowUnauthenticated: v.optional(v.boolean()),
	limits: v.optional(
		v.strictObject(Object.fromEntries(Object.keys(DEFAULT_DIRECTORY_LIMITS).map((name) => [name, limitSchema]))),
	),
	onLog: v.optional(functionSchema),
});

/**
 * Validates the options and applies the defaults.
 *
 * @throws {TypeError} When an option is unknown or invalid, and in production without `authenticate` or `key`.
 */
export function parseDirectoryOptions<Params>(options: DirectoryOptions<Params>): DirectorySettings {
	const parsed = v.safeParse(optionsSchema, options);
	if (!parsed.success) throw new TypeError(`createDirectory cannot use its options. ${describeIssue(parsed.issues)}`);
	const { authenticate, params, origins } = options;
	requireProductionOptions(options);
	return {
		authenticate: withCheckedParams({
			params,
			authenticate: authenticate && asWorkspaces(authenticate),
		}),
		mayList: options.mayList ?? (({ workspaceIds }) => workspaceIds.map(() => true)),
		newWorkspaceId: options.newWorkspaceId,
		roles: { ...DEFAULT_DIRECTORY_ROLES, ...definedOf(options.access) },
		key: serverKey(options.key),
		workspaceActor: options.workspaceActor ?? "workspace",
		isOriginAllowed: createOriginRule(origins, authenticate === undefined),
		limits: { ...DEFAULT_DIRECTORY_LIMITS, ...definedOf(options.limits) },
		onLog: options.onLog,
	};
}

/** The key of the actor is the tenant here, and the id of the workspace there. */
function asWorkspaces<Params>(authenticate: DirectoryAuthenticate<Params>): Authenticate<Params> {
	return ({ workspaceId: tenant, params, request }) => authenticate({ tenant, params, request });
}

function requireProductionOptions<Params>({ authenticate, allowUnauthenticated, key }: DirectoryOptions<Params>): void {
	if (process.env.NODE_ENV !== "production") return;
	if (!authenticate && !allowUnauthenticated)
		throw new TypeError(
			"createDirectory has no `authenticate`, so anybody who reaches the server could see all workspaces. " +
				"Give `authenticate`, or `allowUnauthenticated: true` if that is what you want in production.",
		);
	if (key === undefined)
		throw new TypeError(
			"createDirectory has no `key`, so workspaces of other servers cannot report to it. " +
				"Give it, and the option `directory` of createWorkspace, the same secret of at least 32 characters.",
		);
}

function definedOf<T extends object>(values: T | undefined): Partial<T> {
	return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
