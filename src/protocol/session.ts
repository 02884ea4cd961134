import * as v from "valibot";
import { type BackgroundWork, backgroundWorkSchema } from "./background.ts";
import { type WorkspaceErrorInfo, workspaceErrorInfoSchema } from "./errors.ts";
import { type Person, personSchema, type Role, roleSchema } from "./participant.ts";
import { list, numberSchema, object, partial, type Schema, timeSchema, variant } from "./schema.ts";
import { type Wheel, wheelSchema } from "./wheel.ts";

/** Whether the agent can be talked to. The timeline can be read, and prompts can be sent, in each of them. */
export type SessionStatus =
	/** Nothing needed the agent yet, or the connection to the sandbox was released. */
	| { readonly status: "offline" }
	| { readonly status: "starting"; readonly since: number }
	| { readonly status: "ready" }
	/** It was there before and is being brought back. */
	| { readonly status: "restoring"; readonly since: number }
	/** `retryAt` (ms since 1970) is when the workspace tries again by itself; null when it waits for a person. */
	| { readonly status: "failed"; readonly error: WorkspaceErrorInfo; readonly retryAt: number | null };

type StatusName = SessionStatus["status"];
type StatusOf<Name extends StatusName> = Extract<SessionStatus, { status: Name }>;

export const sessionStatusSchema: Schema<SessionStatus> = variant<SessionStatus, "status">("status", {
	offline: object<StatusOf<"offline">>({ status: v.literal("offline") }),
	starting: object<StatusOf<"starting">>({ status: v.literal("starting"), since: timeSchema }),
	ready: object<StatusOf<"ready">>({ status: v.literal("ready") }),
	restoring: object<StatusOf<"restoring">>({ status: v.literal("restoring"), since: timeSchema }),
	failed: object<StatusOf<"failed">>({
		status: v.literal("failed"),
		error: workspaceErrorInfoSchema,
		retryAt: v.nullable(timeSchema),
	}),
});

/** One of the values that a setting of the session can have. */
export interface ConfigChoice {
	/** What `setConfigOption` sends. */
	readonly value: string;
	/** Shown to people. */
	readonly name: string;
	/** What it does, shown to people. */
	readonly description?: string | undefined;
	/** The heading it stands under, when the agent groups its choices. */
	readonly group?: string | undefined;
}

export const configChoiceSchema: Schema<ConfigChoice> = object<ConfigChoice>({
	value: v.string(),
	name: v.string(),
	description: v.optional(v.string()),
	group: v.optional(v.string()),
});

/**
 * A setting of the session: its mode, its model, its thought level or anything else the agent offers.
 * Modes and models that an agent reports in ACP's older ways appear here too, with the ids and categories `mode` and
 * `model`.
 */
export interface ConfigOption {
	/** What `setConfigOption` sends. */
	readonly id: string;
	/** Shown to people. */
	readonly name: string;
	/** What it does, shown to people. */
	readonly description?: string | undefined;
	/** ACP's `mode`, `model`, `thought_level`, or whatever the agent says. */
	readonly category: string | null;
	/** The current value: one of `choices`. */
	readonly value: string;
	/** Empty for a switch: then `value` is `"true"` or `"false"`. */
	readonly choices: readonly ConfigChoice[];
	/** The least role that may change it, where that is not enough that one may call `setConfigOption`. */
	readonly role?: Role | undefined;
}

export const configOptionSchema: Schema<ConfigOption> = object<ConfigOption>({
	id: v.string(),
	name: v.string(),
	description: v.optional(v.string()),
	category: v.nullable(v.string()),
	value: v.string(),
	choices: list(configChoiceSchema),
	role: v.optional(roleSchema),
});

/** A slash command of the agent. */
export interface SlashCommand {
	/** Without the slash. */
	readonly name: string;
	/** What it does, in the agent's words. */
	readonly description: string;
	/** What may be typed after it. */
	readonly hint?: string | undefined;
	/** The least role whose prompts may be this command, where that is not enough that one may call `prompt`. */
	readonly role?: Role | undefined;
}

export const slashCommandSchema: Schema<SlashCommand> = object<SlashCommand>({
	name: v.string(),
	description: v.string(),
	hint: v.optional(v.string()),
	role: v.optional(roleSchema),
});

/** Tokens that were used, by their kinds. A kind that the agent does not count is absent. */
export interface Tokens {
	/** Given to the model, without those that its cache had or took. */
	readonly input: number;
	/** Written by the model, thinking included. */
	readonly output: number;
	/** Given to the model out of its cache. */
	readonly cachedRead?: number | undefined;
	/** Given to the model and kept in its cache. */
	readonly cachedWrite?: number | undefined;
	/** Those of `output` that the model thought with. */
	readonly thought?: number | undefined;
	/** All of them. */
	readonly total: number;
}

const tokensSchema: Schema<Tokens> = object<Tokens>({
	input: numberSchema,
	output: numberSchema,
	cachedRead: v.optional(numberSchema),
	cachedWrite: v.optional(numberSchema),
	thought: v.optional(numberSchema),
	total: numberSchema,
});

/** How full the context is, and what was spent. */
export interface Usage {
	/** Tokens in the context now. */
	readonly used: number;
	/** Tokens it can hold. */
	readonly size: number;
	/** Of the whole session so far; in a turn's result, of the turn. */
	readonly cost?: { readonly amount: number; readonly currency: string } | undefined;
	/** Of the whole session so far; in a turn's result, of the turn. Absent when the agent counts none. */
	readonly tokens?: Tokens | undefined;
}

export const usageSchema: Schema<Usage> = object<Usage>({
	used: numberSchema,
	size: numberSchema,
	cost: v.optional(object({ amount: numberSchema, currency: v.string() })),
	tokens: v.optional(tokensSchema),
});

/** A way to log the agent in. */
export interface LoginMethod {
	/** What `logIn` sends. */
	readonly id: string;
	/** Shown to people. */
	readonly name: string;
	/** What it does, in the agent's words. */
	readonly description?: string | undefined;
	/**
	 * `agent`: the agent does it, once `logIn` asks for it. `terminal`: somebody runs the agent's program with `args` in a
	 * terminal of the sandbox. `env_var`: the host sets `variables` in the agent's environment. `unknown`: a newer way.
	 */
	readonly type: "agent" | "terminal" | "env_var" | "unknown";
	/** The arguments of the agent's program, for `terminal`. */
	readonly args?: readonly string[] | undefined;
	/** The names of the environment variables, for `env_var`. */
	readonly variables?: readonly string[] | undefined;
	/** The page where one gets their values, for `env_var`. */
	readonly link?: string | undefined;
}

const loginMethodSchema: Schema<LoginMethod> = object<LoginMethod>({
	id: v.string(),
	name: v.string(),
	description: v.optional(v.string()),
	type: v.fallback(v.picklist(["agent", "terminal", "env_var", "unknown"]), "unknown"),
	args: v.optional(list(v.string())),
	variables: v.optional(list(v.string())),
	link: v.optional(v.string()),
});

/** The logins of the agent. It needs one when the session has failed with `login_required`. */
export interface Login {
	/** In the order of the agent. */
	readonly methods: readonly LoginMethod[];
	/** The id of the one that somebody has started, until the session is open or has failed again. */
	readonly pending?: string | undefined;
}

const loginSchema: Schema<Login> = object<Login>({
	methods: list(loginMethodSchema),
	pending: v.optional(v.string()),
});

/** What is known about the agent's session, and who steers it. */
export interface Session {
	/** The agent's id: `claude`, `codex`, `opencode`, … */
	readonly agent: string;
	/** The agents that owners may change to. Absent where there is no choice. */
	readonly agents?: readonly string[] | undefined;
	/** The logins that the agent offers. Null and absent when it offers none. */
	readonly login?: Login | null | undefined;
	/** Whether the agent can be talked to. */
	readonly state: SessionStatus;
	/** The provider and its id of the sandbox, as `docker/…`. Null until there is one, and for a sandbox without an id. */
	readonly sandboxId: string | null;
	/** The folder in the sandbox that the agent works in. Null until it is known; older workspaces leave it out. */
	readonly cwd?: string | null | undefined;
	/** What the workspace is about: in the words of a person who has renamed it, else in the agent's. Null until one says. */
	readonly title: string | null;
	/** Who gave it its title. Null or absent while it is the agent's. */
	readonly titleBy?: Person | null | undefined;
	/** The agent's own title while a person's shows; null if the agent has none. Absent while the agent's shows. */
	readonly agentTitle?: string | null | undefined;
	/** The settings that the agent offers. */
	readonly configOptions: readonly ConfigOption[];
	/** The slash commands that the agent offers. */
	readonly commands: readonly SlashCommand[];
	/** Null until the agent reports it. */
	readonly usage: Usage | null;
	/** What the agent does outside of turns. Null or absent while it does nothing. */
	readonly background?: BackgroundWork | null | undefined;
	/** Who has the wheel. Null or absent while nobody has. */
	readonly wheel?: Wheel | null | undefined;
	/** Why nothing can be stored. Null or absent while everything can be. */
	readonly storageError?: WorkspaceErrorInfo | null | undefined;
	/** What prompts may hold besides text. */
	readonly promptCapabilities: { readonly image: boolean; readonly audio: boolean; readonly embeddedContext: boolean };
}

const sessionFields = {
	agent: v.string(),
	agents: v.optional(list(v.string())),
	login: v.optional(v.nullable(loginSchema)),
	state: sessionStatusSchema,
	sandboxId: v.nullable(v.string()),
	cwd: v.optional(v.nullable(v.string())),
	title: v.nullable(v.string()),
	titleBy: v.optional(v.nullable(personSchema)),
	agentTitle: v.optional(v.nullable(v.string())),
	configOptions: list(configOptionSchema),
	commands: list(slashCommandSchema),
	usage: v.nullable(usageSchema),
	background: v.optional(v.nullable(backgroundWorkSchema)),
	wheel: v.optional(v.nullable(wheelSchema)),
	storageError: v.optional(v.nullable(workspaceErrorInfoSchema)),
	promptCapabilities: object({ image: v.boolean(), audio: v.boolean(), embeddedContext: v.boolean() }),
};

export const sessionSchema: Schema<Session> = object<Session>(sessionFields);

/** Some fields of a session: those that changed. */
export const sessionChangeSchema: Schema<Partial<Session>> = partial<Session>(sessionFields);
