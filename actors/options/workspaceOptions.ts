import * as v from "valibot";
import { ACTION_NAMES, DEFAULT_ROLE_TABLE, ROLES, type RoleTable, type WhenBusy } from "../../src/protocol/index.ts";
import { WHEN_BUSY } from "../../src/protocol/promptMessages.ts";
import { type Authenticate, rejectAll } from "../access/identity.ts";
import { type ApprovalOptions, expirySchema } from "../approvals/policy.ts";
import type { LogEntry } from "../log/workspaceLog.ts";
import { local } from "../sandbox/local.ts";
import type { SandboxOption } from "../sandbox/sandbox.ts";
import { DEFAULT_WORKSPACE_LIMITS, type WorkspaceLimits } from "./workspaceLimits.ts";

/** The options of `createWorkspace`. */
export interface WorkspaceOptions {
	/** The agent that works here: `claude`, `codex`, `opencode`, `amp`, `pi` or `cursor`. Default `claude`. */
	readonly agent?: string | undefined;
	/** Where the agent works: `local()`, a sandbox provider, `{ baseUrl, token }`, or a function of the workspace. */
	readonly sandbox: SandboxOption;
	/** The folder the agent works in, as a path in the sandbox. Default: the sandbox's own. */
	readonly cwd?: string | undefined;
	/** Identifies the person behind each connection. Without it anybody may do anything, which is for development only. */
	readonly authenticate?: Authenticate | undefined;
	/** Allows a workspace without `authenticate` when `NODE_ENV` is `production`. Default false. */
	readonly allowUnauthenticated?: boolean | undefined;
	/** The minimum role of single actions, where it differs from `DEFAULT_ROLE_TABLE`. */
	readonly access?: Partial<RoleTable> | undefined;
	/** Which permission requests of the agent are answered by a policy, and how people are asked. */
	readonly approvals?: ApprovalOptions | undefined;
	/** What a prompt without `whenBusy` of its own does while a turn runs. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** Overrides of `DEFAULT_WORKSPACE_LIMITS`. */
	readonly limits?: Partial<WorkspaceLimits> | undefined;
	/** Receives each line of the log instead of Rivet's logger. */
	readonly onLog?: ((entry: LogEntry) => void) | undefined;
}

/** The options with all defaults applied. */
export interface WorkspaceSettings {
	readonly agent: string;
	readonly sandbox: SandboxOption;
	readonly cwd: string | undefined;
	readonly authenticate: Authenticate | undefined;
	readonly access: RoleTable;
	readonly approvals: ApprovalOptions;
	readonly whenBusy: WhenBusy;
	readonly limits: WorkspaceLimits;
	readonly onLog: ((entry: LogEntry) => void) | undefined;
}

const functionSchema = v.custom<(...values: never[]) => unknown>((value) => typeof value === "function", "a function");
const roleOptions = Object.fromEntries(ACTION_NAMES.map((action) => [action, v.optional(v.picklist(ROLES))]));
const limitOptions = Object.fromEntries(
	Object.keys(DEFAULT_WORKSPACE_LIMITS).map((limit) => [
		limit,
		v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
	]),
);

/** `sandbox` is only checked for being present: the rest is checked when it is resolved. */
const optionsSchema = v.strictObject({
	agent: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, "an agent's id like `claude`"))),
	sandbox: v.union(
		[v.record(v.string(), v.unknown()), functionSchema],
		"a sandbox: local(), a provider or { baseUrl }",
	),
	cwd: v.optional(v.pipe(v.string(), v.minLength(1))),
	authenticate: v.optional(functionSchema),
	allowUnauthenticated: v.optional(v.boolean()),
	access: v.optional(v.strictObject(roleOptions)),
	approvals: v.optional(
		v.strictObject({ policy: v.optional(functionSchema), expireAfterMs: v.optional(expirySchema) }),
	),
	whenBusy: v.optional(v.picklist(WHEN_BUSY)),
	limits: v.optional(v.strictObject(limitOptions)),
	onLog: v.optional(functionSchema),
});

/**
 * Validates the options and applies the defaults.
 *
 * @throws {TypeError} When an option is unknown or invalid, or when `authenticate` is missing in production.
 */
export function parseWorkspaceOptions(options: WorkspaceOptions): WorkspaceSettings {
	const parsed = v.safeParse(optionsSchema, options);
	if (!parsed.success) throw new TypeError(`createWorkspace cannot use its options. ${v.summarize(parsed.issues)}`);
	requireAuthentication(options);
	return {
		agent: options.agent ?? "claude",
		sandbox: options.sandbox,
		cwd: options.cwd,
		authenticate: options.authenticate,
		access: { ...DEFAULT_ROLE_TABLE, ...withoutUndefined(options.access) },
		approvals: options.approvals ?? {},
		whenBusy: options.whenBusy ?? "queue",
		limits: { ...DEFAULT_WORKSPACE_LIMITS, ...withoutUndefined(options.limits) },
		onLog: options.onLog,
	};
}

function requireAuthentication({ authenticate, allowUnauthenticated }: WorkspaceOptions): void {
	if (authenticate || allowUnauthenticated || process.env.NODE_ENV !== "production") return;
	throw new TypeError(
		"createWorkspace has no `authenticate`, so anybody who reaches the server could run the agent. " +
			"Give `authenticate`, or `allowUnauthenticated: true` if that is what you want in production.",
	);
}

function withoutUndefined<T extends object>(values: T | undefined): T | undefined {
	return values && (Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T);
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options of the ready-made workspace, from environment variables. Never throws: a host that imports the package to
 * create its own workspace must be able to do so in production.
 */
export function readEnvironmentOptions(environment: Environment): WorkspaceOptions {
	const { WORKSPACE_CHAT_AGENT, WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED, SANDBOX_AGENT_URL, SANDBOX_AGENT_TOKEN } =
		environment;
	const allowUnauthenticated = WORKSPACE_CHAT_ALLOW_UNAUTHENTICATED === "1";
	return {
		agent: WORKSPACE_CHAT_AGENT || undefined,
		allowUnauthenticated,
		authenticate: environment.NODE_ENV === "production" && !allowUnauthenticated ? rejectAll : undefined,
		sandbox: SANDBOX_AGENT_URL ? { baseUrl: SANDBOX_AGENT_URL, token: SANDBOX_AGENT_TOKEN || undefined } : local(),
	};
}
