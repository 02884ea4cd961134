import * as v from "valibot";
import { ACTION_NAMES, ROLES } from "../../src/protocol/index.ts";
import { DEFAULT_ROLE_TABLE } from "../access/roleTable.ts";
import { expirySchema } from "../approvals/parseDecision.ts";
import { DEFAULT_WORKSPACE_LIMITS } from "./workspaceLimits.ts";
import type { WorkspaceOptions, WorkspaceSettings } from "./workspaceOptions.ts";

const functionSchema = v.custom<(...values: never[]) => unknown>((value) => typeof value === "function", "a function");
const roleOptions = Object.fromEntries(ACTION_NAMES.map((action) => [action, v.optional(v.picklist(ROLES))]));
const limitOptions = Object.fromEntries(
	Object.keys(DEFAULT_WORKSPACE_LIMITS).map((limit) => [
		limit,
		v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
	]),
);

/** The sandbox is looked at when it is resolved; here it only has to be there. */
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
	whenBusy: v.optional(v.picklist(["queue", "refuse", "steer", "interrupt"])),
	limits: v.optional(v.strictObject(limitOptions)),
	onLog: v.optional(functionSchema),
});

/**
 * Checks the options and fills in what was left open.
 *
 * @throws {TypeError} When an option is unknown or not what it should be, or when nobody would be asked who they are
 *   in production.
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
