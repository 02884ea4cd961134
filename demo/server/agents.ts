/** A real agent that sandbox-agent can run. */
export interface AgentFacts {
	readonly id: AgentId;
	/** The command that speaks ACP, searched on PATH. */
	readonly command: string;
	/** The environment variables that may contain its key. */
	readonly keys: readonly string[];
	/** The files that a login creates, relative to the home folder. */
	readonly logins: readonly string[];
}

const AGENT_IDS = ["claude", "codex", "opencode", "amp", "pi", "cursor"] as const;

export type AgentId = (typeof AGENT_IDS)[number];

export const AGENTS: readonly AgentFacts[] = [
	{
		id: "claude",
		command: "claude-agent-acp",
		keys: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"],
		logins: [".claude/.credentials.json", ".claude.json"],
	},
	{ id: "codex", command: "codex-acp", keys: ["OPENAI_API_KEY", "CODEX_API_KEY"], logins: [".codex/auth.json"] },
	{
		id: "opencode",
		command: "opencode",
		keys: ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"],
		logins: [".local/share/opencode/auth.json"],
	},
	{ id: "amp", command: "amp-acp", keys: ["AMP_API_KEY"], logins: [".config/amp", ".local/share/amp"] },
	{ id: "pi", command: "pi-acp", keys: ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"], logins: [".pi"] },
	{ id: "cursor", command: "cursor-agent-acp", keys: ["CURSOR_API_KEY"], logins: [".cursor"] },
];

export function isAgentId(value: string): value is AgentId {
	return AGENT_IDS.some((id) => id === value);
}
