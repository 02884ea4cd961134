import * as v from "valibot";
import { type WorkspaceErrorInfo, workspaceErrorInfoSchema } from "./errors.ts";
import { list, object, partial, type Schema, variant } from "./schema.ts";

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
	starting: object<StatusOf<"starting">>({ status: v.literal("starting"), since: v.number() }),
	ready: object<StatusOf<"ready">>({ status: v.literal("ready") }),
	restoring: object<StatusOf<"restoring">>({ status: v.literal("restoring"), since: v.number() }),
	failed: object<StatusOf<"failed">>({
		status: v.literal("failed"),
		error: workspaceErrorInfoSchema,
		retryAt: v.nullable(v.number()),
	}),
});

/** One of the values that a setting of the session can have. */
export interface ConfigChoice {
	/** What `setConfigOption` sends. */
	readonly value: string;
	/** Shown to people. */
	readonly name: string;
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
 * Modes that an agent reports in ACP's older way appear here too, with the id and category `mode`.
 */
export interface ConfigOption {
	readonly id: string;
	readonly name: string;
	readonly description?: string | undefined;
	/** ACP's `mode`, `model`, `thought_level`, or whatever the agent says. */
	readonly category: string | null;
	readonly value: string;
	/** Empty for a switch: then `value` is `"true"` or `"false"`. */
	readonly choices: readonly ConfigChoice[];
}

export const configOptionSchema: Schema<ConfigOption> = object<ConfigOption>({
	id: v.string(),
	name: v.string(),
	description: v.optional(v.string()),
	category: v.nullable(v.string()),
	value: v.string(),
	choices: list(configChoiceSchema),
});

/** A slash command of the agent. */
export interface SlashCommand {
	/** Without the slash. */
	readonly name: string;
	readonly description: string;
	/** What may be typed after it. */
	readonly hint?: string | undefined;
}

export const slashCommandSchema: Schema<SlashCommand> = object<SlashCommand>({
	name: v.string(),
	description: v.string(),
	hint: v.optional(v.string()),
});

/** How full the context is, and what was spent. */
export interface Usage {
	/** Tokens in the context now. */
	readonly used: number;
	/** Tokens it can hold. */
	readonly size: number;
	/** Of the whole session so far; in a turn's result, of the turn. */
	readonly cost?: { readonly amount: number; readonly currency: string } | undefined;
}

export const usageSchema: Schema<Usage> = object<Usage>({
	used: v.number(),
	size: v.number(),
	cost: v.optional(object({ amount: v.number(), currency: v.string() })),
});

/** What is known about the agent's session. */
export interface Session {
	/** The agent's id: `claude`, `codex`, `opencode`, … */
	readonly agent: string;
	readonly state: SessionStatus;
	readonly sandboxId: string | null;
	/** The folder in the sandbox that the agent works in. Null until it is known; older workspaces leave it out. */
	readonly cwd?: string | null | undefined;
	readonly title: string | null;
	readonly configOptions: readonly ConfigOption[];
	readonly commands: readonly SlashCommand[];
	readonly usage: Usage | null;
	/** What prompts may hold besides text. */
	readonly promptCapabilities: { readonly image: boolean; readonly audio: boolean; readonly embeddedContext: boolean };
}

const sessionFields = {
	agent: v.string(),
	state: sessionStatusSchema,
	sandboxId: v.nullable(v.string()),
	cwd: v.optional(v.nullable(v.string())),
	title: v.nullable(v.string()),
	configOptions: list(configOptionSchema),
	commands: list(slashCommandSchema),
	usage: v.nullable(usageSchema),
	promptCapabilities: object({ image: v.boolean(), audio: v.boolean(), embeddedContext: v.boolean() }),
};

export const sessionSchema: Schema<Session> = object<Session>(sessionFields);

/** Some fields of a session: those that changed. */
export const sessionChangeSchema: Schema<Partial<Session>> = partial<Session>(sessionFields);
