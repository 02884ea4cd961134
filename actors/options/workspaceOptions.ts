import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as v from "valibot";
import {
	ACTION_NAMES,
	type FileRoles,
	type OversightRoles,
	ROLES,
	type RoleTable,
	type WhenBusy,
} from "../../src/protocol/index.ts";
import { WHEN_BUSY } from "../../src/protocol/turn.ts";
import { createRoleTable } from "../../src/rules/access.ts";
import type { RoleSource } from "../../src/rules/members.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import { type Authenticate, rejectAll, withCheckedParams } from "../access/identity.ts";
import { createOriginRule, type OriginRule } from "../access/origins.ts";
import { serverKey, serverKeySchema } from "../access/serverProof.ts";
import { type ApprovalOptions, expirySchema } from "../approvals/policy.ts";
import type { CoAuthorOption } from "../attachments/CoAuthors.ts";
import type { Speaker } from "../attachments/PromptAuthors.ts";
import type { OnAttention } from "../attention/onAttention.ts";
import type { LogEntry } from "../log/workspaceLog.ts";
import { local } from "../sandbox/local.ts";
import type { SandboxOption } from "../sandbox/sandbox.ts";
import { describeIssue } from "../text/describeIssue.ts";
import { agentSchema, findSetupProblem, type SessionOption } from "./sessionOption.ts";
import { DEFAULT_WORKSPACE_LIMITS, type WorkspaceLimits } from "./workspaceLimits.ts";

/** The options of `createWorkspace`. `Params` is what `params` makes of what clients send. */
export interface WorkspaceOptions<Params = unknown> {
	/** The agent that works here: `claude`, `codex`, `opencode`, `amp`, `pi` or `cursor`. Default `claude`. */
	readonly agent?: string | undefined;
	/**
	 * The agents that owners may change to in the workspace, by their ids. Default: no other than `agent`, or the one that
	 * `session` says.
	 */
	readonly agents?: readonly string[] | undefined;
	/** Where the agent works: `local()`, a sandbox provider, `{ baseUrl, token }`, or a function of the workspace. */
	readonly sandbox: SandboxOption;
	/**
	 * What each session of the agent is given: MCP servers, a system prompt, environment variables, a mode and a model to
	 * start with. An object, or a function of the workspace and the person who opens it.
	 */
	readonly session?: SessionOption | undefined;
	/** The folder the agent works in, as a path in the sandbox. Default: the sandbox's own. */
	readonly cwd?: string | undefined;
	/** Identifies the person behind each connection. Without it anybody may do anything, which is for development only. */
	readonly authenticate?: Authenticate<Params> | undefined;
	/**
	 * What clients have to send to be authenticated: what their `getParams` returns. A schema of Zod, Valibot, ArkType or
	 * another library with [Standard Schema](https://standardschema.dev). Params that do not match are refused, and those
	 * that do have their type in `authenticate`. Default: anything, as `unknown`.
	 *
	 * @example
	 * const workspace = createWorkspace({
	 * 	sandbox: local(),
	 * 	params: v.object({ token: v.string() }),
	 * 	authenticate: async ({ params: { token } }) => {
	 * 		const user = await verifyToken(token);
	 * 		return user && { userId: user.id, name: user.name, role: "editor" };
	 * 	},
	 * });
	 */
	readonly params?: StandardSchemaV1<unknown, Params> | undefined;
	/**
	 * The origins of pages that may use the workspace, as browsers send them: `https://app.example.com`, or
	 * `https://*.example.com` for all subdomains, and `:*` for any port. Clients that send no `Origin`, such as servers,
	 * are not affected. Default: with `authenticate` any page; without it only pages of this machine (`localhost`,
	 * `127.0.0.1`) and of the host that the workspace is reached by, if that is an address or a name of the local network.
	 */
	readonly origins?: readonly string[] | undefined;
	/** Allows a workspace without `authenticate` when `NODE_ENV` is `production`. Default false. */
	readonly allowUnauthenticated?: boolean | undefined;
	/**
	 * The minimum role of single actions, where it differs from `DEFAULT_ROLE_TABLE`; and of single settings and slash
	 * commands of the agent. By default those that can change what the agent does without asking need the role of
	 * `answerApproval`. `hiddenFiles` is the role that sees dot files and what Git ignores; default `editor`.
	 *
	 * @example
	 * const access = { settings: { mode: "owner", theme: "editor" }, commands: { plan: "editor" } };
	 */
	readonly access?: (Partial<RoleTable> & OversightRoles & FileRoles) | undefined;
	/**
	 * Who decides what people may do. `"host"`: `authenticate` alone. `"workspace"`: owners can change the role that
	 * `authenticate` says, invite people by a link, and remove them, from the list of people on the screen or by the actions
	 * `setRole`, `createInvite` and `removePerson`. `authenticate` is asked first all the same, and whom it refuses stays
	 * outside; whom it gives the role null needs an invite. Default `"host"`.
	 */
	readonly roles?: RoleSource | undefined;
	/** Which permission requests of the agent are answered by a policy, and how people are asked. */
	readonly approvals?: ApprovalOptions | undefined;
	/** What a prompt without `whenBusy` of its own does while a turn runs. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/**
	 * How the agent learns who speaks, in a workspace in which more than one person has prompted. `"name"`: `[Ada] ` stands
	 * before the prompt, in a block of its own. `"none"`: prompts reach the agent as they were typed. A function returns what
	 * stands in the brackets, or `""` for nothing; line breaks and brackets in it are replaced. The timeline shows prompts as
	 * they were typed, and slash commands go as they are. Default `"name"`.
	 *
	 * @example
	 * const speaker = ({ name, userId }: Person) => `${name} (${userId})`;
	 */
	readonly speaker?: Speaker | undefined;
	/**
	 * Asks the agent to name those whose words a prompt has (its author, and who has edited it in the queue) as
	 * `Co-authored-by` in the commits that it makes for it. `true`: people whose `userId` is a mail address. A function
	 * returns `Name <mail>`, or null for nobody. No address is made up, and nothing is sent with slash commands. Default:
	 * nobody.
	 *
	 * @example
	 * const coAuthors = ({ name, userId }: Person) => `${name} <${userId}@users.noreply.example.com>`;
	 */
	readonly coAuthors?: CoAuthorOption | undefined;
	/**
	 * Receives what waits for people, for Slack, mail or push: a permission or a question, the end of a turn for its author, a
	 * prompt whose session has failed; and that it is settled, wherever that happened. At least once each, also over a crash.
	 * Default: nothing is reported.
	 *
	 * @example
	 * const onAttention: OnAttention = async ({ state, kind, text }) => {
	 * 	if (state === "waiting") await fetch("https://hooks.example.com", { method: "POST", body: `${kind}: ${text}` });
	 * };
	 */
	readonly onAttention?: OnAttention | undefined;
	/** The directory that lists the workspace, made by `createDirectory`. Default: none. */
	readonly directory?: WorkspaceDirectoryOption | undefined;
	/** Overrides of `DEFAULT_WORKSPACE_LIMITS`. */
	readonly limits?: Partial<WorkspaceLimits> | undefined;
	/**
	 * A secret of at least 32 characters, by which programs of yours make backups, erase people and the like:
	 * see `WorkspaceAdmin`. It never goes to a page. Default: none, and then nobody can.
	 */
	readonly adminKey?: string | undefined;
	/** Receives each line of the log instead of Rivet's logger. */
	readonly onLog?: ((entry: LogEntry) => void) | undefined;
}

/** Which directory lists a workspace. */
export interface WorkspaceDirectoryOption {
	/** The tenant in whose list a workspace is: the key of the directory. Null for none. */
	readonly tenantOf: (workspaceId: string) => string | null;
	/** The same secret as the `key` of `createDirectory`. Required in production. Default: one of this process. */
	readonly key?: string | undefined;
	/** The name under which the directory actor is registered. Default `directory`. */
	readonly directoryActor?: string | undefined;
}

/** The option `directory` with all defaults applied. */
export type DirectorySetting = Required<WorkspaceDirectoryOption> & {
	readonly key: string;
	readonly directoryActor: string;
};

/** The options with all defaults applied. */
export interface WorkspaceSettings {
	readonly agent: string;
	readonly agents: readonly string[];
	readonly sandbox: SandboxOption;
	readonly session: SessionOption | undefined;
	readonly cwd: string | undefined;
	readonly authenticate: Authenticate | undefined;
	readonly isOriginAllowed: OriginRule;
	readonly access: AccessTable;
	readonly approvals: ApprovalOptions;
	readonly whenBusy: WhenBusy;
	readonly speaker: Speaker;
	readonly coAuthors: CoAuthorOption | undefined;
	readonly onAttention: OnAttention | undefined;
	readonly directory: DirectorySetting | null;
	readonly limits: WorkspaceLimits;
	readonly adminKey: string | undefined;
	readonly onLog: ((entry: LogEntry) => void) | undefined;
}

const functionSchema = v.custom<(...values: never[]) => unknown>((value) => typeof value === "function", "a function");
/** Those of some libraries are functions. */
const isStandardSchema = (value: unknown) => Object(value) === value && "~standard" in Object(value);
const roleOptions = Object.fromEntries(ACTION_NAMES.map((action) => [action, v.optional(v.picklist(ROLES))]));
const namedRoles = v.optional(v.record(v.string(), v.picklist(ROLES)));
const limitOptions = Object.fromEntries(
	Object.keys(DEFAULT_WORKSPACE_LIMITS).map((limit) => [
		limit,
		v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
	]),
);

/** `sandbox` is only checked for being present: the rest is checked when it is resolved. */
const optionsSchema = v.strictObject({
	agent: v.optional(agentSchema),
	agents: v.optional(v.array(agentSchema)),
	sandbox: v.union(
		[v.record(v.string(), v.unknown()), functionSchema],
		"a sandbox: local(), a provider or { baseUrl }",
	),
	session: v.optional(v.union([functionSchema, v.record(v.string(), v.unknown())], "an object or a function")),
	cwd: v.optional(v.pipe(v.string(), v.minLength(1))),
	authenticate: v.optional(functionSchema),
	params: v.optional(v.custom(isStandardSchema, "a Standard Schema")),
	origins: v.optional(v.array(v.string())),
	allowUnauthenticated: v.optional(v.boolean()),
	access: v.optional(
		v.strictObject({
			...roleOptions,
			settings: namedRoles,
			commands: namedRoles,
			hiddenFiles: v.optional(v.picklist(ROLES)),
		}),
	),
	approvals: v.optional(
		v.strictObject({ policy: v.optional(functionSchema), expireAfterMs: v.optional(expirySchema) }),
	),
	roles: v.optional(v.picklist(["host", "workspace"])),
	whenBusy: v.optional(v.picklist(WHEN_BUSY)),
	speaker: v.optional(v.union([v.picklist(["name", "none"]), functionSchema], '"name", "none" or a function')),
	coAuthors: v.optional(v.union([v.literal(true), functionSchema], "true or a function")),
	onAttention: v.optional(functionSchema),
	directory: v.optional(
		v.strictObject({
			tenantOf: functionSchema,
			key: v.optional(serverKeySchema),
			directoryActor: v.optional(v.pipe(v.string(), v.minLength(1))),
		}),
	),
	limits: v.optional(v.strictObject(limitOptions)),
	adminKey: v.optional(v.pipe(v.string(), v.minLength(32, "a secret of at least 32 characters"))),
	onLog: v.optional(functionSchema),
});

/**
 * Validates the options and applies the defaults.
 *
 * @throws {TypeError} When an option is unknown or invalid, when an entry of `origins` is not an origin, or when
 *   `authenticate` is missing in production.
 */
export function parseWorkspaceOptions<Params>(options: WorkspaceOptions<Params>): WorkspaceSettings {
	const parsed = v.safeParse(optionsSchema, options);
	if (!parsed.success) throw new TypeError(`createWorkspace cannot use its options. ${describeIssue(parsed.issues)}`);
	requireSessionSetup(options);
	requireAuthentication(options);
	return {
		agent: options.agent ?? "claude",
		agents: [...new Set(options.agents)],
		sandbox: options.sandbox,
		session: options.session,
		cwd: options.cwd,
		authenticate: withCheckedParams({ params: options.params, authenticate: options.authenticate }),
		isOriginAllowed: createOriginRule(options.origins, options.authenticate === undefined),
		access: { ...createRoleTable(withoutUndefined(options.access) ?? {}), roles: options.roles ?? "host" },
		approvals: options.approvals ?? {},
		whenBusy: options.whenBusy ?? "queue",
		speaker: options.speaker ?? "name",
		coAuthors: options.coAuthors,
		onAttention: options.onAttention,
		directory: parseDirectory(options.directory),
		limits: { ...DEFAULT_WORKSPACE_LIMITS, ...withoutUndefined(options.limits) },
		adminKey: options.adminKey,
		onLog: options.onLog,
	};
}

function parseDirectory(directory: WorkspaceDirectoryOption | undefined): DirectorySetting | null {
	if (!directory) return null;
	const { tenantOf, key, directoryActor = "directory" } = directory;
	if (key === undefined && process.env.NODE_ENV === "production")
		throw new TypeError(
			"createWorkspace has `directory` without `key`, so it could not report to the directory of another server. " +
				"Give both createWorkspace and createDirectory the same secret of at least 32 characters.",
		);
	return { tenantOf, key: serverKey(key), directoryActor };
}

function requireSessionSetup({ session }: Pick<WorkspaceOptions, "session">): void {
	const problem = typeof session === "object" ? findSetupProblem(session) : null;
	if (problem !== null) throw new TypeError(`createWorkspace cannot use its option \`session\`. ${problem}`);
}

function requireAuthentication<Params>({ authenticate, allowUnauthenticated }: WorkspaceOptions<Params>): void {
	if (authenticate || allowUnauthenticated || process.env.NODE_ENV !== "production") return;
	throw new TypeError(
		"createWorkspace has no `authenticate`, so anybody who reaches the server could run the agent. " +
			"Give `authenticate`, or `allowUnauthenticated: true` if that is what you want in production. " +
			"docs/auth.md of workspace-chat has examples.",
	);
}

function withoutUndefined<T extends object>(values: T | undefined): T | undefined {
	return values && (Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T);
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options of the ready-made workspace, from environment variables. In production without any of them it refuses
 * everybody and does not throw: a host that imports the package to create its own workspace must be able to do so.
 */
export function readEnvironmentOptions(environment: Environment): WorkspaceOptions {
	const {
		WORKSPACE_CHAT_ADMIN_KEY,
		WORKSPACE_CHAT_AGENT,
		WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED,
		WORKSPACE_CHAT_ORIGINS,
		SANDBOX_AGENT_URL,
		SANDBOX_AGENT_TOKEN,
	} = environment;
	const allowUnauthenticated = WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED === "1";
	return {
		agent: WORKSPACE_CHAT_AGENT || undefined,
		adminKey: WORKSPACE_CHAT_ADMIN_KEY || undefined,
		allowUnauthenticated,
		origins: WORKSPACE_CHAT_ORIGINS ? WORKSPACE_CHAT_ORIGINS.split(",").map((origin) => origin.trim()) : undefined,
		authenticate: environment.NODE_ENV === "production" && !allowUnauthenticated ? rejectAll : undefined,
		sandbox: SANDBOX_AGENT_URL ? { baseUrl: SANDBOX_AGENT_URL, token: SANDBOX_AGENT_TOKEN || undefined } : local(),
	};
}
