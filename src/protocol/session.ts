import type { WorkspaceErrorInfo } from "./errors.ts";

/** Whether the agent can be talked to. The timeline can be read, and prompts can be sent, in each of them. */
export type SessionStatus =
	/** Nothing needed the agent yet, or the sandbox connection was let go. */
	| { readonly status: "offline" }
	| { readonly status: "starting"; readonly since: number }
	| { readonly status: "ready" }
	/** It was there before and is being brought back. */
	| { readonly status: "restoring"; readonly since: number }
	/** `retryAt` (ms since 1970) is when the workspace tries again by itself; null when it waits for a person. */
	| { readonly status: "failed"; readonly error: WorkspaceErrorInfo; readonly retryAt: number | null };

export interface ConfigChoice {
	readonly value: string;
	readonly name: string;
	readonly description?: string | undefined;
	/** The heading it stands under, when the agent groups its choices. */
	readonly group?: string | undefined;
}

/**
 * A setting of the session: its mode, its model, its thought level or anything else the agent offers.
 * Modes that an agent tells in ACP's older way appear here too, with the id and category `mode`.
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

/** A slash command of the agent. */
export interface SlashCommand {
	/** Without the slash. */
	readonly name: string;
	readonly description: string;
	/** What may be typed after it. */
	readonly hint?: string | undefined;
}

export interface Usage {
	/** Tokens in the context now. */
	readonly used: number;
	/** Tokens it can hold. */
	readonly size: number;
	/** Of the whole session so far; in a turn's result, of the turn. */
	readonly cost?: { readonly amount: number; readonly currency: string } | undefined;
}

/** What is known about the agent's session. */
export interface Session {
	/** The agent's id: `claude`, `codex`, `opencode`, … */
	readonly agent: string;
	readonly state: SessionStatus;
	readonly sandboxId: string | null;
	/** The folder in the sandbox that the agent works in. Null until it is known; older workspaces do not tell it. */
	readonly cwd?: string | null | undefined;
	readonly title: string | null;
	readonly configOptions: readonly ConfigOption[];
	readonly commands: readonly SlashCommand[];
	readonly usage: Usage | null;
	/** What prompts may hold besides text. */
	readonly promptCapabilities: { readonly image: boolean; readonly audio: boolean; readonly embeddedContext: boolean };
}
